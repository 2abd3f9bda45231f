package io.kindling.benchmarks;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a step costs as a Spark user would write it first, with no arithmetic but the sum: broadcast
 * the parameters, treeAggregate as many values.
 */
final class BareStep {
  private static final int WARM_UP = 60;

  private BareStep() {}

  /** The median seconds of such a step. */
  static double seconds(JavaSparkContext context, int parameters, int partitions, int repeats)
      throws Exception {
    JavaRDD<Integer> rows = context.parallelize(Collections.nCopies(partitions, 0), partitions);
    float[] theta = new float[parameters];
    // Held, since Spark's cleaner prints a stack trace where it meets a removal under way.
    AtomicReference<Broadcast<float[]>> last = new AtomicReference<>();
    return Medians.seconds(
        WARM_UP,
        repeats,
        () -> {
          Broadcast<float[]> broadcast = context.broadcast(theta);
          float[] none = new float[0]; // travels with every task, so it is small
          rows.treeAggregate(none, (sum, row) -> broadcast.value().clone(), BareStep::add, 2);
          broadcast.destroy();
          last.set(broadcast);
        });
  }

  private static float[] add(float[] sum, float[] part) {
    if (sum.length == 0) {
      return part;
    }
    for (int i = 0; i < part.length; i++) {
      sum[i] += part[i];
    }
    return sum;
  }
}
