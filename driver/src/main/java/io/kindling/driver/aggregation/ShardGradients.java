package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardWork;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a task does in a step: the gradients of its shards, summed along the tree as far as they go.
 */
final class ShardGradients implements ShardWork<GradientSum> {
  private static final long serialVersionUID = 1L;
  private static final long STREAM = 0x50415353L; // "PASS"

  private final Broadcast<ModelRuntime> model;
  private final Broadcast<float[]> theta;
  private final EpochSampler sampler;
  private final Step step;

  ShardGradients(
      Broadcast<ModelRuntime> model, Broadcast<float[]> theta, EpochSampler sampler, Step step) {
    this.model = model;
    this.theta = theta;
    this.sampler = sampler;
    this.step = step;
  }

  @Override
  public List<TreeNode<GradientSum>> compute(Iterator<Shard> range) {
    ModelRuntime.Scratch scratch = model.value().scratch();
    scratch.startTask();
    TreeSum<GradientSum> sum = new TreeSum<>(step.shards(), scratch::giveBack);
    while (range.hasNext()) {
      Shard shard = range.next();
      GradientSum leaf = scratch.takeGradient();
      compute(shard, scratch.workspace(), leaf);
      sum.addLeaf(shard.index(), leaf);
    }
    return sum.subtrees();
  }

  private void compute(Shard shard, Workspace workspace, GradientSum leaf) {
    int rows = sampler.share(shard.index(), step.batch());
    if (rows == 0) {
      leaf.clear(); // the epoch's last batch may have fewer rows than there are shards
      return;
    }
    gather(shard, rows, workspace);
    long key = CounterRandom.key(step.seed(), STREAM, step.number(), shard.index());
    Objective objective = model.value().objective();
    objective.gradient(Pass.training(rows, key), theta.value(), workspace, leaf);
  }

  private void gather(Shard shard, int rows, Workspace workspace) {
    ShardBlock block = shard.block();
    Permutation order = sampler.order(shard.index(), step.epoch(), block.rows());
    int first = sampler.firstElement(shard.index(), step.batch());
    for (int i = 0; i < rows; i++) {
      model.value().gather(block, (int) order.apply(first + i), workspace, i);
    }
  }
}
