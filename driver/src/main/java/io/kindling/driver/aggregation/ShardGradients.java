package io.kindling.driver.aggregation;

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
    TreeSum<GradientSums> sum = new TreeSum<>(step.shards(), done -> giveBack(done, scratches));
    ShardStack stack =
        new ShardStack(
            models.stream().map(Broadcast::value).toList(),
            scratches,
            parameters,
            new ShardPass(sampler, step),
            sum);
    range.forEachRemaining(stack::add);
    stack.compute();
    return new Computed<>(
        sum.subtrees(), () -> scratches.forEach(scratch -> scratch.gradients().leave()));
  }

  private static void giveBack(GradientSums done, List<ModelRuntime.Scratch> scratches) {
    for (int i = 0; i < done.models(); i++) {
      scratches.get(i).gradients().giveBack(done.of(i));
    }
  }
}
