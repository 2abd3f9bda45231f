package io.kindling.driver.aggregation;

import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.ShardWork;
import io.kindling.partitioning.shard.ShardedData;
import java.util.List;
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
  private final ParameterShipping shipping;

  StepJobs(JavaSparkContext context, ShardedData data) {
    this.context = context;
    this.data = data;
    this.shipping = new ParameterShipping(context);
    this.mostDirectBytes = StepSettings.mostDirectBytes(context.getConf());
  }

  /**
   * Refuses sums that Spark would not let through to the driver.
   *
   * @throws InvalidInputException when Spark's limit is too low
   */
  void checkResultLimit(ResultBytes results) {
    long least = results.least();
    StepSettings.checkResultLimit(
        context.getConf(), isDirect(results) ? least * data.tasks() : least);
  }

  /** The parameters of the next job are those of other models. */
  void forgetParameters() {
    shipping.forget();
  }

  /** How many tasks a job has. */
  int tasks() {
    return data.tasks();
  }

  /** How many shards are computed from. */
  int shards() {
    return data.shardCount();
  }

  /**
   * One job.
   *
   * @param parameters must not change before it has ended
   * @param changed what has changed of them since the last job, see {@link ParameterShipping#ship}
   * @param results how large its sums are
   * @param work what its tasks do with the parameters
   */
  <T extends Sliceable<T>> Done<T> run(
      Parameters parameters,
      List<TouchedArray> changed,
      ResultBytes results,
      Function<ShippedParameters, ShardWork<T>> work) {
    long start = System.nanoTime();
    ShippedParameters shipped = shipping.ship(parameters, changed);
    long there = System.nanoTime();
    try {
      ShardedData.Reduction<T> reduction = reduce(work.apply(shipped), results);
      return new Done<>(reduction, there - start, System.nanoTime() - there);
    } finally {
      shipping.release(shipped);
    }
  }

  private <T extends Sliceable<T>> ShardedData.Reduction<T> reduce(
      ShardWork<T> work, ResultBytes results) {
    return isDirect(results) ? data.reduceTimed(work) : data.reduceInSlices(work);
  }

  private boolean isDirect(ResultBytes results) {
    return results.most() <= mostDirectBytes;
  }

  @Override
  public void close() {
    shipping.close();
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
