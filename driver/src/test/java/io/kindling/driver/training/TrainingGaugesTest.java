package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.sink.CsvSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sink of Spark's metrics, one that writes files, is given of a training. */
final class TrainingGaugesTest {
  @TempDir private Path folder;

  @Test
  void aSinkSeesATrainingWhileItRunsAndNotAfterwards() {
    try (JavaSparkContext context = LocalSpark.start(2, sink())) {
      MetricsSystem metrics = context.sc().env().metricsSystem();
      List<StepCompleted> steps = new ArrayList<>();
      List<EpochCompleted> epochs = new ArrayList<>();
      TinyTraining.on(context, 2)
          .data(TinyTraining.data().rdd(context, 2), 0.2)
          .listener(
              event -> {
                if (event instanceof StepCompleted step) {
                  steps.add(step);
                } else if (event instanceof EpochCompleted epoch) {
                  epochs.add(epoch);
                  metrics.report();
                }
              })
          .build()
          .train();
      StepCompleted last = steps.get(steps.size() - 1);
      EpochCompleted end = epochs.get(1);
      assertEquals(last.loss(), reported("loss"));
      assertEquals(last.learningRate(), reported("learning_rate"));
      assertEquals(last.seconds(), reported("step_seconds"));
      assertEquals(last.rows() / last.seconds(), reported("samples_per_second"));
      assertEquals(last.times().compute(), reported("compute_seconds"));
      assertEquals(last.times().waiting(), reported("waiting_seconds"));
      assertEquals((double) last.step(), reported("steps"));
      assertEquals(steps.stream().mapToInt(StepCompleted::rows).sum(), reported("samples"));
      assertEquals(2, reported("epochs"));
      assertEquals(0, reported("setbacks"));
      end.validation()
          .orElseThrow()
          .forEach((name, value) -> assertEquals(value, reported("validation_" + name), name));
      assertTrue(metrics.getSourcesByName("kindling").isEmpty(), "it is shown when it is over");
    }
  }

  @Test
  void aTrainingThatFailedIsShownNoMoreAndOneWithinAnotherDoesNotTakeItsPlace() {
    try (JavaSparkContext context = LocalSpark.start(2, sink())) {
      MetricsSystem metrics = context.sc().env().metricsSystem();
      assertThrows(DivergedException.class, () -> TinyTraining.diverging(context).build().train());
      assertTrue(metrics.getSourcesByName("kindling").isEmpty());
      TinyTraining.on(context, 2)
          .listener(
              event -> {
                if (event instanceof EpochCompleted epoch && epoch.epoch() == 1) {
                  TinyTraining.on(context, 2).epochs(1).build().train();
                  assertFalse(metrics.getSourcesByName("kindling").isEmpty());
                  metrics.report();
                }
              })
          .build()
          .train();
      assertEquals(TinyTraining.STEPS, reported("steps"));
    }
  }

  private Map<String, String> sink() {
    return Map.of(
        "spark.metrics.conf.driver.sink.csv.class", CsvSink.class.getName(),
        "spark.metrics.conf.driver.sink.csv.directory", folder.toString(),
        "spark.metrics.conf.driver.sink.csv.period", "1",
        "spark.metrics.conf.driver.sink.csv.unit", "hours",
        "spark.metrics.namespace", "test");
  }

  /** The last value that the sink has written of it, behind the time. */
  private double reported(String name) {
    try {
      List<String> lines =
          Files.readAllLines(folder.resolve("test.driver.kindling.%s.csv".formatted(name)));
      return Double.parseDouble(lines.get(lines.size() - 1).split(",", -1)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
