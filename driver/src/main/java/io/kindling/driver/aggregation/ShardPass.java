package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.network.NetworkCheck;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import java.util.Optional;
import java.util.stream.IntStream;

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
    gather(model, shard, scratch, 0);
    gradient(model, shard.index(), rows, theta, scratch, sum);
  }

  /** The same for a shard whose rows were gathered. */
  void gradient(
      ModelRuntime model,
      int shard,
      int rows,
      float[] theta,
      ModelRuntime.Scratch scratch,
      GradientSum sum) {
    model.objective().gradient(rows, key(shard), theta, scratch.workspace(), sum);
  }

  /** Adds the sums over the rows of a shard, which were gathered, to {@code sum}. */
  void addGradient(
      ModelRuntime model,
      int shard,
      int rows,
      float[] theta,
      ModelRuntime.Scratch scratch,
      GradientSum sum) {
    model.objective().addGradient(rows, key(shard), theta, scratch.workspace(), sum);
  }

  /**
   * The first value of the same pass that is not finite.
   *
   * @param number of the step in its round, from 0
   * @param room for the gradient
   */
  FirstNonFinite check(
      int number,
      ModelRuntime model,
      Shard shard,
      float[] theta,
      ModelRuntime.Scratch scratch,
      GradientSum room) {
    int rows = rows(shard);
    if (rows == 0) {
      return FirstNonFinite.none();
    }
    gather(model, shard, scratch, 0);
    Optional<NetworkCheck.Finding> found = first(model, rows, shard, theta, scratch, room);
    if (found.isEmpty()) {
      return FirstNonFinite.none();
    }
    int[] elements = elements(shard, rows);
    int row = found.get().row();
    int element =
        row >= 0 ? elements[row] : aloneNonFinite(model, shard, elements, theta, scratch, room);
    return FirstNonFinite.of(number, shard.index(), element, found.get().what());
  }

  /** The first row that is not finite when it is alone; −1 where only several together are not. */
  private int aloneNonFinite(
      ModelRuntime model,
      Shard shard,
      int[] elements,
      float[] theta,
      ModelRuntime.Scratch scratch,
      GradientSum room) {
    for (int element : elements) {
      model.gather(shard.block(), element, scratch, 0);
      if (first(model, 1, shard, theta, scratch, room).isPresent()) {
        return element;
      }
    }
    return -1;
  }

  private Optional<NetworkCheck.Finding> first(
      ModelRuntime model,
      int rows,
      Shard shard,
      float[] theta,
      ModelRuntime.Scratch scratch,
      GradientSum room) {
    return NetworkCheck.first(
        model.objective().network(),
        model.objective().loss(),
        rows,
        key(shard.index()),
        theta,
        scratch.workspace(),
        room.written());
  }

  private long key(int shard) {
    return CounterRandom.key(step.seed(), STREAM, step.number(), shard);
  }

  /**
   * Gathers the shard's rows.
   *
   * @param place of the first, behind the rows of other shards
   */
  void gather(ModelRuntime model, Shard shard, ModelRuntime.Scratch scratch, int place) {
    if (place == 0) {
      scratch.workspace().clearStack();
    }
    ShardBlock block = shard.block();
    Permutation order = order(shard);
    int first = sampler.firstElement(shard.index(), step.batch());
    int rows = rows(shard);
    ShardBlock nearby = scratch.nearby(block);
    for (int i = 0; i < rows; i++) {
      int element = (int) order.apply(first + i);
      if (nearby == null) {
        model.gather(block, element, scratch, place + i);
      } else {
        nearby.copyRow(block, element, i);
      }
    }
    for (int i = 0; i < rows && nearby != null; i++) {
      model.gather(nearby, i, scratch, place + i);
    }
  }

  private Permutation order(Shard shard) {
    return sampler.order(shard.index(), step.epoch(), shard.block().rows());
  }

  private int[] elements(Shard shard, int rows) {
    Permutation order = order(shard);
    int first = sampler.firstElement(shard.index(), step.batch());
    return IntStream.range(first, first + rows).map(i -> (int) order.apply(i)).toArray();
  }
}
