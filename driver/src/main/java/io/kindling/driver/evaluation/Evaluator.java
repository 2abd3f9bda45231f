package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.driver.aggregation.StepSettings;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.RowSample;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.UnitActivity;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.scoring.ScoringModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Computes loss and metrics of a data set. Where targets are scaled, the loss is that of scaled
 * ones, as in training, and metrics are in the units of the data.
 *
 * <p>A call is a Spark job. Where the rows are few, and it turns out that computing takes less time
 * than a job does besides, the calling thread computes from the next call on, along the same tree
 * and by the same BLAS, hence to the same bits; workers that stay need not make room then.
 */
public final class Evaluator implements AutoCloseable {
  /**
   * Rows that are computed at a time; fixed, since products of another shape may round otherwise.
   */
  public static final int ROWS_AT_A_TIME = ScoringModel.ROWS_AT_A_TIME;

  /** What a job costs besides computing, and ending and beginning a job of workers. */
  private static final long MOST_NANOS_HERE = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long MOST_BYTES_HERE = 8 << 20;

  private final JavaSparkContext context;
  private final List<Metric> metrics;
  private final ModelSpec spec;
  private final Network network;
  private final Broadcast<ModelRuntime> model;
  private final boolean mayComputeHere;
  private boolean isQuick;

  /** An evaluator of {@code spec} by its loss and some metrics. */
  public Evaluator(
      JavaSparkContext context, ModelSpec spec, Preprocessing preprocessing, List<Metric> metrics) {
    this.context = context;
    this.mayComputeHere = StepSettings.steps(context.getConf()) != StepSettings.Steps.JOBS;
    this.metrics = List.copyOf(metrics);
    this.spec = spec;
    this.network = spec.compile();
    this.model = context.broadcast(ModelRuntime.forEvaluation(spec, preprocessing, ROWS_AT_A_TIME));
  }

  /** Loss and metrics of the rows. */
  public Evaluation evaluate(ShardedData data, float[] theta) {
    return measure(data, theta, metrics, Set.of()).sum().result(metrics, network.outputs());
  }

  /**
   * The same, with what else is wanted, in the same job.
   *
   * @param details of these, errors and units are found
   */
  public Measurement evaluateInDetail(ShardedData data, float[] theta, Set<Detail> details) {
    List<Metric> all =
        details.contains(Detail.ERRORS)
            ? DetailMetrics.with(metrics, spec, network.outputs())
            : metrics;
    ShardMeasures found = measure(data, theta, all, details);
    UnitActivity units = found.units();
    RowSample sample = found.sample();
    return new Measurement(
        found.sum().result(all, network.outputs()),
        units == null ? Map.of() : units.silentShares(network),
        sample == null ? List.of() : sample.rows());
  }

  /** Whether the next call on these rows needs no job. */
  public boolean computesHere(ShardedData data) {
    return isQuick && data.isHere();
  }

  private ShardMeasures measure(
      ShardedData data, float[] theta, List<Metric> measured, Set<Detail> details) {
    Parameters parameters = new Parameters(theta);
    ShardMeasures found =
        isQuick && mostBytes(data) <= MOST_BYTES_HERE
            ? computeHere(data, parameters, measured, details)
            : runJob(data, parameters, measured, details);
    isQuick = mayComputeHere && found.nanos() <= MOST_NANOS_HERE && found.isOfThisBlas();
    return found;
  }

  private ShardMeasures computeHere(
      ShardedData data, Parameters theta, List<Metric> measured, Set<Detail> details) {
    ShardEvaluation work = work(data, ShippedParameters.here(theta), measured, details);
    return data.isHere()
        ? data.reduceHere(work)
        : CancelledJobs.after(context, () -> data.reduceHere(work));
  }

  private ShardMeasures runJob(
      ShardedData data, Parameters theta, List<Metric> measured, Set<Detail> details) {
    ShippedParameters parameters = ShippedParameters.of(context, theta);
    try {
      return CancelledJobs.after(
          context, () -> data.reduce(work(data, parameters, measured, details)));
    } finally {
      parameters.release();
    }
  }

  private ShardEvaluation work(
      ShardedData data, ShippedParameters parameters, List<Metric> measured, Set<Detail> details) {
    return new ShardEvaluation(model, parameters, measured, data.shardCount(), details);
  }

  private static long mostBytes(ShardedData data) {
    long ofAnEntry = Integer.BYTES + Float.BYTES;
    return data.bytes() + data.rows() * data.mostEntries() * ofAnEntry;
  }

  @Override
  public void close() {
    ClusterMemory.release(model);
  }
}
