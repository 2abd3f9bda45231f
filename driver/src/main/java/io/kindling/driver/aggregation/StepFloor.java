package io.kindling.driver.aggregation;

import io.kindling.partitioning.shard.ClusterMemory;
import io.kindling.partitioning.shard.PartitionJob;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a step costs before anything is computed: broadcast the parameters, run a job of one stage,
 * return as many values from each task.
 */
public final class StepFloor {
  private static final int WARM_UP = 30;
  private static final int STEPS = 21;

  private StepFloor() {}

  /** The median time of such a step, in milliseconds, with a task for each core. */
  public static double measureMillis(JavaSparkContext context, int parameters) {
    int tasks = context.defaultParallelism();
    JavaRDD<Integer> partitions = context.parallelize(Collections.nCopies(tasks, 0), tasks);
    double[] millis = new double[STEPS];
    for (int i = -WARM_UP; i < STEPS; i++) {
      long start = System.nanoTime();
      Broadcast<float[]> theta = context.broadcast(new float[parameters]);
      new PartitionJob<>(new Echo(theta)).run(partitions);
      ClusterMemory.release(theta);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[STEPS / 2];
  }

  private static final class Echo implements PartitionJob.Work<Integer, float[]> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<float[]> theta;

    Echo(Broadcast<float[]> theta) {
      this.theta = theta;
    }

    @Override
    public float[] compute(Iterator<Integer> nothing) {
      return theta.value();
    }
  }
}
