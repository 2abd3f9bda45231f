package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardWork;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** Looks in the gradients of shards for the first value that is not finite. */
final class GradientCheck implements ShardWork<FirstNonFinite> {
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
    this.model = model;
    this.sampler = sampler;
    this.step = step;
    this.parameters = parameters;
  }

  @Override
  public List<TreeNode<FirstNonFinite>> compute(Iterator<Shard> range) {
    ModelRuntime.Scratch scratch = model.value().scratch();
    scratch.gradients().startTask();
    GradientSum room = scratch.gradients().take();
    float[] theta = parameters.get().of(0);
    ShardPass pass = new ShardPass(sampler, step);
    TreeSum<FirstNonFinite> sum = new TreeSum<>(step.shards());
    while (range.hasNext()) {
      Shard shard = range.next();
      sum.addLeaf(shard.index(), pass.check(0, model.value(), shard, theta, scratch, room));
    }
    return sum.subtrees();
  }
}
