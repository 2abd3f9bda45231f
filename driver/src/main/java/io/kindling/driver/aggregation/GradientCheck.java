package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import org.apache.spark.broadcast.Broadcast;

/** Looks in the gradients of shards for the first value that is not finite. */
final class GradientCheck extends LeafWork<FirstNonFinite> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelRuntime> model;
  private final EpochSampler sampler;
  private final StepKey step;
  private final ShippedParameters parameters;

  GradientCheck(
      Broadcast<ModelRuntime> model,
      EpochSampler sampler,
      StepKey step,
      ShippedParameters parameters) {
    super(step.shards());
    this.model = model;
    this.sampler = sampler;
    this.step = step;
    this.parameters = parameters;
  }

  @Override
  protected FirstNonFinite leaf(Shard shard) {
    ModelRuntime.Scratch scratch = model.value().scratch();
    scratch.gradients().startTask(); // a leaf keeps nothing of them
    GradientSum room = scratch.gradients().take();
    return new ShardPass(sampler, step)
        .check(0, model.value(), shard, parameters.get().of(0), scratch, room);
  }
}
