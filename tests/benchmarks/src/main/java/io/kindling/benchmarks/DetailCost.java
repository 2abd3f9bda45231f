package io.kindling.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.Evaluator;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.training.DataPreparation;
import io.kindling.driver.training.PreparedModel;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.partitioning.shard.ShardedData;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What the details that a report asks for take of all processors, where the training waits for
 * them.
 *
 * @param start looking at the rows to train on, in seconds
 * @param units what a validation that looks for silent units takes more than one without
 * @param errors what one that also shows errors takes more than that
 * @param validation one without either
 */
record DetailCost(double start, double units, double errors, double validation) {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final int BLOCKS = 20;
  private static final int TURNS = 20; // a tick of the process's time is as long as one or two

  /** By blocks of turns, with the parameters after an epoch. */
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
      List<Runnable> works =
          List.of(
              () -> evaluator.evaluate(rows, theta),
              () -> evaluator.evaluateInDetail(rows, theta, Set.of(Detail.UNITS)),
              () -> evaluator.evaluateInDetail(rows, theta, Set.of(Detail.UNITS, Detail.ERRORS)),
              () ->
                  DataDetails.of(
                      data.train(), data.targets(), data.preprocessing().columns(), data.labels()));
      double[][] seconds = new double[works.size()][BLOCKS];
      for (int block = -BLOCKS / 2; block < BLOCKS; block++) { // the first ones warm up
        for (int i = 0; i < works.size(); i++) {
          seconds[i][Math.max(0, block)] = seconds(works.get(i));
        }
      }
      double validation = Medians.of(seconds[0]);
      return new DetailCost(
          Medians.of(seconds[3]),
          more(seconds[1], seconds[0]),
          more(seconds[2], seconds[1]),
          validation);
    }
  }

  /** The median of what each block took more than the one beside it. */
  private static double more(double[] blocks, double[] than) {
    double[] more = new double[blocks.length];
    Arrays.setAll(more, i -> blocks[i] - than[i]);
    return Medians.of(more);
  }

  private static double seconds(Runnable work) {
    long before = PROCESS.getProcessCpuTime();
    for (int turn = 0; turn < TURNS; turn++) {
      work.run();
    }
    return (PROCESS.getProcessCpuTime() - before) / 1e9 / TURNS;
  }
}
