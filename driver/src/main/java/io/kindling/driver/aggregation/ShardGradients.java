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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a task does in a step: the gradients of its shards, summed along the tree as far as they go.
 * Several models take the step together, each with its own parameters.
 */
final class ShardGradients implements ShardWork<GradientSums> {
  private static final long serialVersionUID = 1L;
  private static final long STREAM = 0x50415353L; // "PASS"

  private final ArrayList<Broadcast<ModelRuntime>> models;
  private final ShippedParameters thetas;
  private final EpochSampler sampler;
  private final Step step;

  /**
   * @param models what is computed
   * @param thetas the parameters of each of the models
   */
  ShardGradients(
      List<Broadcast<ModelRuntime>> models,
      ShippedParameters thetas,
      EpochSampler sampler,
      Step step) {
    this.models = new ArrayList<>(models);
    this.thetas = thetas;
    this.sampler = sampler;
    this.step = step;
  }

  @Override
  public List<TreeNode<GradientSums>> compute(Iterator<Shard> range) {
    List<ModelRuntime.Scratch> scratches = new ArrayList<>();
    for (Broadcast<ModelRuntime> model : models) {
      scratches.add(model.value().scratch());
    }
    scratches.forEach(ModelRuntime.Scratch::startTask);
    TreeSum<GradientSums> sum = new TreeSum<>(step.shards(), done -> giveBack(done, scratches));
    while (range.hasNext()) {
      Shard shard = range.next();
      long start = System.nanoTime();
      GradientSum[] leaf = new GradientSum[models.size()];
      for (int i = 0; i < leaf.length; i++) {
        leaf[i] = scratches.get(i).takeGradient();
        compute(i, shard, scratches.get(i).workspace(), leaf[i]);
      }
      sum.addLeaf(shard.index(), new GradientSums(leaf, System.nanoTime() - start));
    }
    return sum.subtrees();
  }

  private static void giveBack(GradientSums done, List<ModelRuntime.Scratch> scratches) {
    for (int i = 0; i < done.models(); i++) {
      scratches.get(i).giveBack(done.of(i));
    }
  }

  private void compute(int index, Shard shard, Workspace workspace, GradientSum leaf) {
    int rows = sampler.share(shard.index(), step.batch());
    if (rows == 0) {
      leaf.clear(); // the epoch's last batch may have fewer rows than there are shards
      return;
    }
    ModelRuntime model = models.get(index).value();
    gather(model, shard, rows, workspace);
    long key = CounterRandom.key(step.seed(), STREAM, step.number(), shard.index());
    Objective objective = model.objective();
    objective.gradient(Pass.training(rows, key), thetas.get().of(index), workspace, leaf);
  }

  private void gather(ModelRuntime model, Shard shard, int rows, Workspace workspace) {
    ShardBlock block = shard.block();
    Permutation order = sampler.order(shard.index(), step.epoch(), block.rows());
    int first = sampler.firstElement(shard.index(), step.batch());
    for (int i = 0; i < rows; i++) {
      model.gather(block, (int) order.apply(first + i), workspace, i);
    }
  }
}
