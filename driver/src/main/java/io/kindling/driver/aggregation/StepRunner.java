package io.kindling.driver.aggregation;

import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.ShardedData;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Lets all shards of a training compute, step after step: parameters there, a sum along the fixed
 * tree back. Which one runs a step changes no bit of it.
 *
 * @param <T> the sum
 */
public interface StepRunner<T extends Sliceable<T>> extends AutoCloseable {
  /** Starts a runner for the shards of a training. */
  @FunctionalInterface
  interface Start {
    /** A runner for {@code data}. */
    <T extends Sliceable<T>> StepRunner<T> start(JavaSparkContext context, ShardedData data);
  }

  /**
   * A step.
   *
   * @param parameters must not change before it is done
   * @param changed what has changed of them since the step before, see {@link
   *     ParameterShipping#ship}
   * @param results how large its sums are
   * @param work what is to be done with the parameters
   * @param last whether other jobs than those of steps may come next
   */
  record Request<T extends Sliceable<T>>(
      Parameters parameters,
      List<TouchedArray> changed,
      ResultBytes results,
      StepWork<T> work,
      boolean last) {}

  /** Runs a step; its sum may be changed until the next one starts. */
  Done<T> run(Request<T> request);

  /**
   * Refuses sums that Spark would not let through to the driver.
   *
   * @throws InvalidInputException when Spark's limit is too low
   */
  void checkResultLimit(ResultBytes results);

  /** Lets other jobs have the slots until the next step. */
  default void pause() {}

  /** The parameters of the next step are those of other models. */
  void forgetParameters();

  /** How many tasks work on a step at most. */
  int tasks();

  /** How many shards are computed from. */
  int shards();

  /** How steps are run, and why so: for people. */
  String description();

  @Override
  void close();

  /**
   * A step that is done but for the optimizer, just now.
   *
   * @param <T> the sum
   */
  final class Done<T> {
    private final T sum;
    private final int workers;
    private final long shipNanos;
    private final long runNanos;
    private final long slowestNanos;
    private final long mergeNanos;
    private final long ended = System.nanoTime();

    /**
     * What came of a step.
     *
     * @param workers how many tasks worked on it
     * @param shipNanos what it took to send the parameters off
     * @param runNanos from then until the sum was there
     * @param slowestNanos of these: what the slowest task took to compute; 0 where that is not
     *     known
     * @param mergeNanos of these: what it took to finish the tree
     */
    public Done(
        T sum, int workers, long shipNanos, long runNanos, long slowestNanos, long mergeNanos) {
      this.sum = sum;
      this.workers = workers;
      this.shipNanos = shipNanos;
      this.runNanos = runNanos;
      this.slowestNanos = slowestNanos;
      this.mergeNanos = mergeNanos;
    }

    /** The sum. */
    public T sum() {
      return sum;
    }

    /**
     * The times of its step, which ends now.
     *
     * @param computeNanos what computing took, all tasks together
     */
    StepTimes times(long computeNanos) {
      long meanNanos = computeNanos / workers;
      return new StepTimes(
          seconds(shipNanos),
          seconds(runNanos),
          seconds(meanNanos),
          seconds(Math.max(0, slowestNanos - meanNanos)),
          seconds(mergeNanos),
          seconds(System.nanoTime() - ended));
    }

    private static double seconds(long nanos) {
      return nanos / 1e9;
    }
  }
}
