package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;

/** A pass through the network, forward and backward, over a shard's share of a batch. */
final class ShardPass {
  private static final long STREAM = 0x50415353L; // "PASS"

  private final EpochSampler sampler;
  private final StepKey step;

  ShardPass(EpochSampler sampler, StepKey step) {
    this.sampler = sampler;
    this.step = step;
  }

  /** How many rows the shard has in the batch. The epoch's last may have fewer than shards. */
  int rows(Shard shard) {
    return sampler.share(shard.index(), step.batch());
  }

  /** Sets {@code sum} to the sums over the shard's rows. */
  void gradient(
      ModelRuntime model,
      Shard shard,
      float[] theta,
      ModelRuntime.Scratch scratch,
      GradientSum sum) {
    int rows = rows(shard);
    if (rows == 0) {
      sum.clear();
      return;
    }
    gather(model, shard, rows, scratch);
    long key = CounterRandom.key(step.seed(), STREAM, step.number(), shard.index());
    model.objective().gradient(rows, key, theta, scratch.workspace(), sum);
  }

  private void gather(ModelRuntime model, Shard shard, int rows, ModelRuntime.Scratch scratch) {
    ShardBlock block = shard.block();
    Permutation order = sampler.order(shard.index(), step.epoch(), block.rows());
    int first = sampler.firstElement(shard.index(), step.batch());
    for (int i = 0; i < rows; i++) {
      model.gather(block, (int) order.apply(first + i), scratch, i);
    }
  }
}
