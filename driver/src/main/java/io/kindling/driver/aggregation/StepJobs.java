package io.kindling.driver.aggregation;

import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardWork;
import io.kindling.partitioning.shard.ShardedData;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs each step as a Spark job. The memory of the parameters is given back while the driver goes
 * on.
 *
 * @param <T> the sum
 */
public final class StepJobs<T extends Sliceable<T>> implements StepRunner<T> {
  private final JavaSparkContext context;
  private final ShardedData data;
  private final long mostDirectBytes;
  private final ParameterShipping shipping;

  /** Jobs on these shards. */
  public StepJobs(JavaSparkContext context, ShardedData data) {
    this.context = context;
    this.data = data;
    this.shipping = new ParameterShipping(context);
    this.mostDirectBytes = StepSettings.mostDirectBytes(context.getConf());
  }

  @Override
  public void rest() {} // no job runs between two steps

  @Override
  public void checkResultLimit(ResultBytes results) {
    long least = results.least();
    StepSettings.checkResultLimit(
        context.getConf(), isDirect(results) ? least * data.tasks() : least);
  }

  @Override
  public void forgetParameters() {
    shipping.forget();
  }

  @Override
  public int tasks() {
    return data.tasks();
  }

  @Override
  public int shards() {
    return data.shardCount();
  }

  @Override
  public String description() {
    return "a Spark job for each step";
  }

  @Override
  public Done<T> run(Request<T> request) {
    long start = System.nanoTime();
    ShippedParameters shipped = shipping.ship(request.parameters(), request.changed());
    long there = System.nanoTime();
    try {
      ShardedData.Reduction<T> sum =
          reduce(new OnShipped<>(request.work(), shipped), request.results());
      return new Done<>(
          sum.total(), sum.tasks(), there - start, System.nanoTime() - there, 0, sum.mergeNanos());
    } finally {
      shipping.release(shipped);
    }
  }

  private ShardedData.Reduction<T> reduce(ShardWork<T> work, ResultBytes results) {
    return isDirect(results) ? data.reduceTimed(work) : data.reduceInSlices(work);
  }

  private boolean isDirect(ResultBytes results) {
    return results.most() <= mostDirectBytes;
  }

  @Override
  public void close() {
    shipping.close();
  }

  /** The function of a task: the work, on the parameters that were shipped for the job. */
  static final class OnShipped<T extends Sliceable<T>> implements ShardWork<T> {
    private static final long serialVersionUID = 1L;

    private final StepWork<T> work;
    private final ShippedParameters parameters;

    OnShipped(StepWork<T> work, ShippedParameters parameters) {
      this.work = work;
      this.parameters = parameters;
    }

    @Override
    public List<TreeNode<T>> compute(Iterator<Shard> shards) {
      return work.compute(parameters.get(), shards).sums();
    }
  }
}
