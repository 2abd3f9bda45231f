package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of the rows of an epoch, whatever their number, the shards, batches and tasks. */
class EpochPropertyTest {
  /** A training's rows; there are at least as many as shards, and as a batch has. */
  record Sizes(int rows, int shards, int batchSize) {
    EpochSampler sampler(long seed) {
      return new EpochSampler(seed, rows, shards, batchSize);
    }

    /** The global position of each rank: row {@code q div S} of shard {@code q mod S}. */
    long[] positions(long seed) {
      ShardAssignment assignment = ShardAssignment.all(rows, seed, shards);
      long[] positions = new long[rows];
      for (int position = 0; position < rows; position++) {
        positions[(int) assignment.rank(position)] = position;
      }
      return positions;
    }
  }

  @Provide
  Arbitrary<Sizes> sizes() {
    return Arbitraries.integers()
        .between(1, 400)
        .flatMap(
            rows ->
                Arbitraries.integers()
                    .between(1, rows)
                    .flatMap(
                        shards ->
                            Arbitraries.integers()
                                .between(1, rows)
                                .map(batchSize -> new Sizes(rows, shards, batchSize))));
  }

  @Property(tries = 300)
  void everyRowOfTheDataIsDrawnOnceAnEpoch(
      @ForAll("sizes") Sizes sizes,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 1000) int epoch) {
    int[] drawn = new int[sizes.rows()];
    long[] positions = sizes.positions(seed);
    EpochSampler sampler = sizes.sampler(seed);
    for (int batch = 0; batch < sampler.batches(); batch++) {
      for (int shard = 0; shard < sizes.shards(); shard++) {
        rows(sizes, sampler, epoch, batch, shard, rank -> drawn[(int) positions[(int) rank]]++);
      }
    }

    int[] once = new int[sizes.rows()];
    Arrays.fill(once, 1);
    assertArrayEquals(once, drawn);
  }

  @Property(tries = 300)
  void everyBatchButTheLastHasItsSizeInSharesThatDifferByOneRowAtMost(
      @ForAll("sizes") Sizes sizes, @ForAll long seed) {
    EpochSampler sampler = sizes.sampler(seed);
    for (int batch = 0; batch < sampler.batches(); batch++) {
      int rows = 0;
      int least = Integer.MAX_VALUE;
      int most = 0;
      for (int shard = 0; shard < sizes.shards(); shard++) {
        int share = sampler.share(shard, batch);
        rows += share;
        least = Math.min(least, share);
        most = Math.max(most, share);
      }
      int left = sizes.rows() - batch * sizes.batchSize();
      assertEquals(Math.min(sizes.batchSize(), left), rows, "rows of batch " + batch);
      assertEquals(Math.min(most, least + 1), most, "largest share of batch " + batch);
    }
  }

  @Property(tries = 60)
  void theWeightsOfABatchAddUpToTheSameBitsOnAnyTasksAndToAllInAnEpoch(
      @ForAll("sizes") Sizes sizes,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 0, max = 9) int epoch) {
    long[] positions = sizes.positions(seed);
    EpochSampler sampler = sizes.sampler(seed);
    double whole = 0;
    long rows = 0;
    for (int batch = 0; batch < sampler.batches(); batch++) {
      GradientSum[] onOne = leaves(sizes, sampler, epoch, batch, seed, positions);
      GradientSum[] onMany = leaves(sizes, sampler, epoch, batch, seed, positions);
      GradientSum alone = total(onOne, 1);
      GradientSum together = total(onMany, tasks);
      assertEquals(alone.weight(), together.weight(), "weight of batch " + batch);
      assertEquals(alone.loss(), together.loss(), "loss of batch " + batch);
      assertArrayEquals(alone.gradient(), together.gradient(), "gradient of batch " + batch);
      whole += together.weight();
      rows += together.rows();
    }
    double expected = 0;
    for (int position = 0; position < sizes.rows(); position++) {
      expected += weight(seed, position);
    }

    assertEquals(sizes.rows(), rows);
    assertEquals(expected, whole); // multiples of 1/16, whose sums are exact
  }

  @Property(tries = 300)
  void aSplitPutsEveryRowOnOneSideHoweverTheBlocksAreCut(
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @IntRange(min = 1, max = 7) int classes,
      @ForAll @IntRange(min = 1, max = 60) int blockSize,
      @ForAll @IntRange(min = 1, max = 99) int percent,
      @ForAll long seed) {
    long[] once = sides(rows, classes, blockSize, percent / 100.0, seed);
    long[] inOneBlock = sides(rows, classes, rows, percent / 100.0, seed);

    assertArrayEquals(inOneBlock, once);
    assertEquals(
        Math.round(rows * (percent / 100.0)), Arrays.stream(once).filter(s -> s > 0).count());
  }

  /** The rank of each row on its side, from 1: above 0 if it is held out, below if it is not. */
  private static long[] sides(int rows, int classes, int blockSize, double share, long seed) {
    int blocks = (rows + blockSize - 1) / blockSize;
    long[][] counts = new long[blocks][classes];
    for (int row = 0; row < rows; row++) {
      counts[row / blockSize][classOf(seed, row, classes)]++;
    }
    StratifiedSplit split = new StratifiedSplit(counts, share, seed);
    long[] sides = new long[rows];
    for (int block = 0; block < blocks; block++) {
      RowPositions.InBlock held = split.positions(true).in(block);
      RowPositions.InBlock kept = split.positions(false).in(block);
      for (int row = block * blockSize; row < Math.min(rows, (block + 1) * blockSize); row++) {
        int target = classOf(seed, row, classes);
        long heldOut = held.next(target) + 1;
        long other = kept.next(target) + 1;
        assertEquals(0, Math.min(heldOut, other), "row " + row + " on both sides");
        sides[row] = heldOut - other;
      }
    }
    assertEquals(rows, Arrays.stream(sides).distinct().count(), "ranks given once");
    return sides;
  }

  private static int classOf(long seed, int row, int classes) {
    return Math.floorMod(CounterRandom.bits(seed, row), classes);
  }

  /** Tells the ranks of the rows that a shard contributes to a batch. */
  private static void rows(
      Sizes sizes, EpochSampler sampler, int epoch, int batch, int shard, LongConsumer rank) {
    int inShard = (int) ShardAssignment.all(sizes.rows(), 0, sizes.shards()).rowsIn(shard);
    Permutation order = sampler.order(shard, epoch, inShard);
    int first = sampler.firstElement(shard, batch);
    for (int i = 0; i < sampler.share(shard, batch); i++) {
      rank.accept(order.apply(first + i) * sizes.shards() + shard);
    }
  }

  /**
   * What each shard contributes to a batch: a gradient of one parameter that no sum is exact of.
   */
  private static GradientSum[] leaves(
      Sizes sizes, EpochSampler sampler, int epoch, int batch, long seed, long[] positions) {
    GradientSum[] leaves = new GradientSum[sizes.shards()];
    for (int shard = 0; shard < leaves.length; shard++) {
      GradientSum leaf = new GradientSum(1, 0);
      rows(
          sizes,
          sampler,
          epoch,
          batch,
          shard,
          rank -> {
            long position = positions[(int) rank];
            double weight = weight(seed, position);
            double loss = CounterRandom.gaussian(~seed, position);
            leaf.gradient()[0] += (float) (weight * loss);
            leaf.setTotals(leaf.loss() + weight * loss, leaf.weight() + weight, leaf.rows() + 1);
          });
      leaves[shard] = leaf;
    }
    return leaves;
  }

  private static GradientSum total(GradientSum[] leaves, int tasks) {
    ShardRanges ranges = new ShardRanges(leaves.length, tasks);
    List<List<TreeNode<GradientSum>>> returned = new ArrayList<>();
    for (int task = 0; task < ranges.numPartitions(); task++) {
      TreeSum<GradientSum> sum = new TreeSum<>(leaves.length);
      for (int shard = ranges.start(task); shard < ranges.start(task + 1); shard++) {
        sum.addLeaf(shard, leaves[shard]);
      }
      returned.add(0, sum.subtrees()); // the last task is the first to come back
    }
    return TreeSum.total(leaves.length, returned);
  }

  private static double weight(long seed, long position) {
    return (CounterRandom.bits(seed, position) & 0xff) / 16.0;
  }
}
