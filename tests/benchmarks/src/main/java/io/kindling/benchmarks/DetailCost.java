package io.kindling.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.Evaluator;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.training.DataPreparation;
import io.kindling.driver.training.PreparedModel;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.partitioning.shard.ShardedData;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What the details that a report asks for take of all processors, where the training waits for
 * them.
 *
 * @param start looking at the rows to train on, in seconds
 * @param epoch what a validation in detail takes more than one without, in seconds
 */
record DetailCost(double start, double epoch) {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final int TURNS = 100;

  /** By turns, with the parameters after an epoch. */
  static DetailCost measure(JavaSparkContext context, TrainingData data, TrainingSpec spec) {
    float[] theta = Trainer.on(context).data(data).build(spec).train().parameters();
    return DataPreparation.onData(
        context, data, List.of(spec), (prepared, job) -> measure(context, prepared, spec, theta));
  }

  private static DetailCost measure(
      JavaSparkContext context, PreparedData data, TrainingSpec spec, float[] theta) {
    ShardedData rows = data.validation().orElseThrow();
    try (Evaluator evaluator =
        new Evaluator(
            context, new PreparedModel(spec, data).model(), data.preprocessing(), spec.metrics())) {
      double plain = 0;
      double detailed = 0;
      double start = 0;
      for (int turn = -TURNS; turn < TURNS; turn++) { // the first half warms up
        if (turn == 0) {
          plain = 0;
          detailed = 0;
          start = 0;
        }
        plain += seconds(() -> evaluator.evaluate(rows, theta));
        detailed += seconds(() -> evaluator.evaluateInDetail(rows, theta));
        start +=
            seconds(
                () ->
                    DataDetails.of(
                        data.train(),
                        data.targets(),
                        data.preprocessing().columns(),
                        data.labels()));
      }
      return new DetailCost(start / TURNS, (detailed - plain) / TURNS);
    }
  }

  private static double seconds(Runnable work) {
    long before = PROCESS.getProcessCpuTime();
    work.run();
    return (PROCESS.getProcessCpuTime() - before) / 1e9;
  }
}
