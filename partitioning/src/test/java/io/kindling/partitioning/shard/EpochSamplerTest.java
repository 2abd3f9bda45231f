package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.random.Permutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EpochSamplerTest {
  private static final long SEED = 5;

  /** Sizes that divide and sizes that do not. */
  record Sizes(int rows, int shards, int batchSize) {
    EpochSampler sampler() {
      return new EpochSampler(SEED, rows, shards, batchSize);
    }

    ShardAssignment assignment() {
      return ShardAssignment.all(rows, SEED, shards);
    }
  }

  static Stream<Sizes> sizes() {
    System.out.println("seed " + SEED);
    return Stream.of(
        new Sizes(1, 1, 1),
        new Sizes(12, 3, 4),
        new Sizes(100, 1, 7),
        new Sizes(100, 7, 1),
        new Sizes(100, 7, 100),
        new Sizes(101, 7, 10),
        new Sizes(101, 64, 10),
        new Sizes(101, 101, 13),
        new Sizes(1000, 6, 64),
        new Sizes(1009, 16, 48));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyBatchButTheLastHasExactlyItsSize(Sizes sizes) {
    EpochSampler sampler = sizes.sampler();
    for (int batch = 0; batch < sampler.batches() - 1; batch++) {
      assertEquals(sizes.batchSize(), sampler.rowsIn(batch), "batch " + batch);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theLastBatchHasTheRowsThatAreLeft(Sizes sizes) {
    EpochSampler sampler = sizes.sampler();
    int last = sampler.batches() - 1;
    assertEquals(sizes.rows() - last * sizes.batchSize(), sampler.rowsIn(last));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theSharesOfABatchAddUpToItsRows(Sizes sizes) {
    EpochSampler sampler = sizes.sampler();
    for (int batch = 0; batch < sampler.batches(); batch++) {
      int drawn = batch;
      int sum = IntStream.range(0, sizes.shards()).map(s -> sampler.share(s, drawn)).sum();
      assertEquals(sampler.rowsIn(batch), sum, "batch " + batch);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aShareStartsWhereTheOneBeforeEnded(Sizes sizes) {
    EpochSampler sampler = sizes.sampler();
    for (int shard = 0; shard < sizes.shards(); shard++) {
      int next = 0;
      for (int batch = 0; batch < sampler.batches(); batch++) {
        assertEquals(next, sampler.firstElement(shard, batch), shard + " in " + batch);
        next += sampler.share(shard, batch);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theSharesOfAShardAddUpToItsRows(Sizes sizes) {
    EpochSampler sampler = sizes.sampler();
    for (int shard = 0; shard < sizes.shards(); shard++) {
      int drawn = shard;
      int sum = IntStream.range(0, sampler.batches()).map(t -> sampler.share(drawn, t)).sum();
      assertEquals(sizes.assignment().rowsIn(shard), sum, "shard " + shard);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void noShareExceedsTheLargest(Sizes sizes) {
    EpochSampler sampler = sizes.sampler();
    for (int shard = 0; shard < sizes.shards(); shard++) {
      for (int batch = 0; batch < sampler.batches(); batch++) {
        int share = sampler.share(shard, batch);
        assertTrue(share <= sampler.largestShare(), shard + " in " + batch + ": " + share);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theLargestShareIsReached(Sizes sizes) {
    EpochSampler sampler = sizes.sampler();
    int largest = IntStream.range(0, sizes.shards()).map(s -> sampler.share(s, 0)).max().orElse(0);
    assertEquals(sampler.largestShare(), largest);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyRowIsDrawnOnceAnEpoch(Sizes sizes) {
    for (int shard = 0; shard < sizes.shards(); shard++) {
      int rows = (int) sizes.assignment().rowsIn(shard);
      List<Long> drawn = new ArrayList<>(drawn(sizes.sampler(), shard, 3, rows));
      drawn.sort(null);
      assertEquals(LongStream.range(0, rows).boxed().toList(), drawn, "shard " + shard);
    }
  }

  @Test
  void epochsDiffer() {
    EpochSampler sampler = new EpochSampler(SEED, 100, 2, 10);
    assertNotEquals(drawn(sampler, 0, 0, 50), drawn(sampler, 0, 1, 50));
  }

  @Test
  void shardsDiffer() {
    EpochSampler sampler = new EpochSampler(SEED, 100, 2, 10);
    assertNotEquals(drawn(sampler, 0, 0, 50), drawn(sampler, 1, 0, 50));
  }

  @Test
  void seedsDiffer() {
    assertNotEquals(
        drawn(new EpochSampler(1, 100, 2, 10), 0, 0, 50),
        drawn(new EpochSampler(2, 100, 2, 10), 0, 0, 50));
  }

  @Test
  void anEpochRepeatsItself() {
    assertEquals(
        drawn(new EpochSampler(SEED, 100, 2, 10), 1, 4, 50),
        drawn(new EpochSampler(SEED, 100, 2, 10), 1, 4, 50));
  }

  @Test
  void consecutiveRowsOfAnEpochComeFromConsecutiveShards() {
    EpochSampler sampler = new EpochSampler(SEED, 100, 8, 3);
    int[] shares = IntStream.range(0, 8).map(shard -> sampler.share(shard, 2)).toArray();
    // Batch 2 holds rows 6, 7 and 8 of the epoch.
    assertEquals("[1, 0, 0, 0, 0, 0, 1, 1]", Arrays.toString(shares));
  }

  @Test
  void theRowsMayBeMoreThanAnIntCounts() {
    EpochSampler sampler = new EpochSampler(SEED, 6_000_000_000L, 4, 1_000_000);
    assertEquals(1_499_750_000, sampler.firstElement(0, 5999));
  }

  @Test
  void aBatchLargerThanTheDataIsRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new EpochSampler(SEED, 10, 2, 11));
    assertEquals(
        "The batch size must be from 1 to the number of rows, 10, got 11", error.getMessage());
  }

  @Test
  void anEmptyBatchIsRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new EpochSampler(SEED, 10, 2, 0));
    assertEquals(
        "The batch size must be from 1 to the number of rows, 10, got 0", error.getMessage());
  }

  private static List<Long> drawn(EpochSampler sampler, int shard, int epoch, int rows) {
    Permutation order = sampler.order(shard, epoch, rows);
    List<Long> drawn = new ArrayList<>();
    for (int batch = 0; batch < sampler.batches(); batch++) {
      int first = sampler.firstElement(shard, batch);
      for (int i = 0; i < sampler.share(shard, batch); i++) {
        drawn.add(order.apply(first + i));
      }
    }
    return drawn;
  }
}
