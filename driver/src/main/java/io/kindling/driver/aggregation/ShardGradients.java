package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.Shard;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a task does in a step: the gradients of its shards, summed along the tree as far as they go.
 * Several models take the step together, each with its own parameters.
 */
final class ShardGradients implements StepWork<GradientSums> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Broadcast<ModelRuntime>> models;
  private final EpochSampler sampler;
  private final StepKey step;

  /**
   * @param models what is computed
   */
  ShardGradients(List<Broadcast<ModelRuntime>> models, EpochSampler sampler, StepKey step) {
    this.models = new ArrayList<>(models);
    this.sampler = sampler;
    this.step = step;
  }

  /**
   * The gradients.
   *
   * @param parameters those of each of the models
   */
  @Override
  public Computed<GradientSums> compute(Parameters parameters, Iterator<Shard> range) {
    List<ModelRuntime.Scratch> scratches = new ArrayList<>();
    for (Broadcast<ModelRuntime> model : models) {
      scratches.add(model.value().scratch());
    }
    scratches.forEach(scratch -> scratch.gradients().startTask());
    ShardPass pass = new ShardPass(sampler, step);
    TreeSum<GradientSums> sum = new TreeSum<>(step.shards(), done -> giveBack(done, scratches));
    while (range.hasNext()) {
      Shard shard = range.next();
      long start = System.nanoTime();
      GradientSum[] leaf = new GradientSum[models.size()];
      for (int i = 0; i < leaf.length; i++) {
        leaf[i] = scratches.get(i).gradients().take();
        ModelRuntime model = models.get(i).value();
        pass.gradient(model, shard, parameters.of(i), scratches.get(i), leaf[i]);
      }
      sum.addLeaf(shard.index(), new GradientSums(leaf, System.nanoTime() - start));
    }
    return new Computed<>(
        sum.subtrees(), () -> scratches.forEach(scratch -> scratch.gradients().leave()));
  }

  private static void giveBack(GradientSums done, List<ModelRuntime.Scratch> scratches) {
    for (int i = 0; i < done.models(); i++) {
      scratches.get(i).gradients().giveBack(done.of(i));
    }
  }
}
