package io.kindling.driver.training;

import com.codahale.metrics.Counter;
import com.codahale.metrics.DefaultSettableGauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.SettableGauge;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * A training among the metrics of Spark, so that each of its sinks (Prometheus, JMX, Graphite, CSV
 * …) shows it as {@code APPLICATION.driver.kindling.NAME} while it runs.
 *
 * <p>Of several trainings that run at a time in one context, the first has the name; those of the
 * others are not shown.
 */
final class TrainingGauges implements TrainingHandler, Source, AutoCloseable {
  private static final String NAME = "kindling";

  private final MetricsSystem system;
  private final MetricRegistry metrics = new MetricRegistry();
  private final Counter steps = metrics.counter("steps");
  private final Counter samples = metrics.counter("samples");
  private final Counter epochs = metrics.counter("epochs");
  private final Counter setbacks = metrics.counter("setbacks");
  private final SettableGauge<Double> loss = gauge("loss");
  private final SettableGauge<Double> learningRate = gauge("learning_rate");
  private final SettableGauge<Double> throughput = gauge("samples_per_second");
  private final SettableGauge<Double> stepSeconds = gauge("step_seconds");
  private final SettableGauge<Double> computeSeconds = gauge("compute_seconds");
  private final SettableGauge<Double> waitingSeconds = gauge("waiting_seconds");

  private TrainingGauges(MetricsSystem system) {
    this.system = system;
  }

  /** Shows a training from now on, until this is closed. */
  static TrainingGauges register(SparkContext context) {
    TrainingGauges gauges = new TrainingGauges(context.env().metricsSystem());
    synchronized (gauges.system) {
      if (gauges.system.getSourcesByName(NAME).isEmpty()) {
        gauges.system.registerSource(gauges);
      }
    }
    return gauges;
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return metrics;
  }

  @Override
  public void stepCompleted(TrainingEvent.StepCompleted event) {
    raise(steps, event.step());
    samples.inc(event.rows());
    loss.setValue(event.loss());
    learningRate.setValue(event.learningRate());
    throughput.setValue(event.rows() / event.seconds());
    stepSeconds.setValue(event.seconds());
    computeSeconds.setValue(event.times().compute());
    waitingSeconds.setValue(event.times().waiting());
  }

  @Override
  public void epochCompleted(TrainingEvent.EpochCompleted event) {
    raise(epochs, event.epoch());
    event
        .validation()
        .ifPresent(
            found -> found.forEach((name, value) -> gauge("validation_" + name).setValue(value)));
  }

  @Override
  public void rolledBack(TrainingEvent.RolledBack event) {
    raise(setbacks, event.setbacks().size());
  }

  private static void raise(Counter counter, long count) {
    counter.inc(count - counter.getCount());
  }

  /** Not a number until it is known. */
  private SettableGauge<Double> gauge(String name) {
    return metrics.gauge(name, () -> new DefaultSettableGauge<>(Double.NaN));
  }

  @Override
  public void close() {
    synchronized (system) {
      if (system.getSourcesByName(NAME).contains(this)) {
        system.removeSource(this);
      }
    }
  }
}
