package io.kindling.driver.aggregation;

import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.ShardWork;
import io.kindling.partitioning.shard.ShardedData;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs the job of a step: parameters there, a sum over the shards back. The memory of the
 * parameters is given back while the driver goes on.
 */
final class StepJobs implements AutoCloseable {
  private final JavaSparkContext context;
  private final ShardedData data;
  private final long mostDirectBytes;
  private final BackgroundRelease releases = new BackgroundRelease();

  StepJobs(JavaSparkContext context, ShardedData data) {
    this.context = context;
    this.data = data;
    this.mostDirectBytes = StepSettings.mostDirectBytes(context.getConf());
  }

  /**
   * Refuses parameters whose sums Spark would not let through to the driver.
   *
   * @throws InvalidInputException when Spark's limit is too low
   */
  void checkResultLimit(Parameters parameters) {
    long bytes = parameters.bytes();
    StepSettings.checkResultLimit(
        context.getConf(), isDirect(bytes) ? bytes * data.tasks() : bytes);
  }

  /** How many shards are computed from. */
  int shards() {
    return data.shardCount();
  }

  /**
   * One job.
   *
   * @param parameters must not change before it has ended
   * @param work what its tasks do with them
   */
  <T extends Sliceable<T>> Done<T> run(
      Parameters parameters, Function<ShippedParameters, ShardWork<T>> work) {
    long start = System.nanoTime();
    ShippedParameters shipped = ShippedParameters.of(context, parameters);
    long there = System.nanoTime();
    try {
      ShardedData.Reduction<T> reduction = reduce(work.apply(shipped), parameters.bytes());
      return new Done<>(reduction, there - start, System.nanoTime() - there);
    } finally {
      releases.release(shipped);
    }
  }

  /** Every task returns at least as much as it was given. */
  private <T extends Sliceable<T>> ShardedData.Reduction<T> reduce(ShardWork<T> work, long bytes) {
    return isDirect(bytes) ? data.reduceTimed(work) : data.reduceInSlices(work);
  }

  private boolean isDirect(long bytes) {
    return bytes * data.tasks() <= mostDirectBytes;
  }

  @Override
  public void close() {
    releases.close();
  }

  /** A job that has ended, just now. */
  static final class Done<T> {
    private final ShardedData.Reduction<T> reduction;
    private final long shipNanos;
    private final long jobNanos;
    private final long ended = System.nanoTime();

    private Done(ShardedData.Reduction<T> reduction, long shipNanos, long jobNanos) {
      this.reduction = reduction;
      this.shipNanos = shipNanos;
      this.jobNanos = jobNanos;
    }

    /** The sum. */
    T sum() {
      return reduction.total();
    }

    /**
     * The times of its step, which ends now.
     *
     * @param computeNanos what computing took, all tasks together
     */
    StepTimes times(long computeNanos) {
      return new StepTimes(
          seconds(shipNanos),
          seconds(jobNanos),
          seconds(computeNanos) / reduction.tasks(),
          seconds(reduction.mergeNanos()),
          seconds(System.nanoTime() - ended));
    }

    private static double seconds(long nanos) {
      return nanos / 1e9;
    }
  }
}
