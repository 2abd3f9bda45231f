package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShardAssignmentTest {
  private static final long SEED = 17;

  static Stream<Arguments> rowsAndShards() {
    System.out.println("seed " + SEED);
    return Stream.of(1, 2, 7, 64, 97, 1000, 10_007)
        .flatMap(rows -> Stream.of(1, 2, 3, 7, 64, 1000).map(s -> Arguments.of(rows, s)))
        .filter(pair -> (int) pair.get()[1] <= (int) pair.get()[0]);
  }

  @ParameterizedTest
  @MethodSource("rowsAndShards")
  void everyRowGoesToItsOwnPlaceInAShard(int rows, int shards) {
    ShardAssignment assignment = ShardAssignment.all(rows, SEED, shards);
    assertEquals(IntStream.range(0, rows).boxed().toList(), sortedRanks(assignment, rows));
  }

  @ParameterizedTest
  @MethodSource("rowsAndShards")
  void aShardHoldsAsManyRowsAsItsSizeSays(int rows, int shards) {
    ShardAssignment assignment = ShardAssignment.all(rows, SEED, shards);
    long[] sizes = new long[shards];
    for (long rank : ranks(assignment, rows)) {
      sizes[(int) (rank % shards)]++;
    }
    long[] stated = IntStream.range(0, shards).mapToLong(assignment::rowsIn).toArray();
    assertEquals(Arrays.toString(stated), Arrays.toString(sizes));
  }

  @ParameterizedTest
  @MethodSource("rowsAndShards")
  void shardSizesDifferByAtMostOne(int rows, int shards) {
    ShardAssignment assignment = ShardAssignment.all(rows, SEED, shards);
    var sizes = IntStream.range(0, shards).mapToLong(assignment::rowsIn).summaryStatistics();
    assertTrue(sizes.getMax() - sizes.getMin() <= 1, sizes.toString());
  }

  @ParameterizedTest
  @MethodSource("rowsAndShards")
  void theElementsOfAShardAreItsRowsWithoutAGap(int rows, int shards) {
    ShardAssignment assignment = ShardAssignment.all(rows, SEED, shards);
    for (long rank : ranks(assignment, rows)) {
      int shard = (int) (rank % shards);
      assertTrue(rank / shards < assignment.rowsIn(shard), "rank " + rank);
    }
  }

  @Test
  void firstAndRestShareTheRowsOut() {
    for (long position = 0; position < 101; position++) {
      boolean kept = ShardAssignment.first(73, 101, SEED, 4).rank(position) >= 0;
      boolean left = ShardAssignment.rest(73, 101, SEED, 4).rank(position) >= 0;
      assertTrue(kept != left, "row " + position + " is in both or in none");
    }
  }

  @Test
  void firstKeepsAsManyRowsAsItIsTold() {
    ShardAssignment first = ShardAssignment.first(73, 101, SEED, 4);
    assertEquals(73, LongStream.of(ranks(first, 101)).filter(rank -> rank >= 0).count());
  }

  @Test
  void theRowsOfTheRestAreRankedFromZero() {
    ShardAssignment rest = ShardAssignment.rest(73, 101, SEED, 4);
    long[] kept = LongStream.of(ranks(rest, 101)).filter(rank -> rank >= 0).sorted().toArray();
    assertEquals(
        Arrays.toString(LongStream.range(0, rest.rows()).toArray()), Arrays.toString(kept));
  }

  @Test
  void anotherSeedGivesAnotherAssignment() {
    assertNotEquals(
        Arrays.toString(ranks(ShardAssignment.all(100, 1, 4), 100)),
        Arrays.toString(ranks(ShardAssignment.all(100, 2, 4), 100)));
  }

  @Test
  void theSameSeedGivesTheSameAssignment() {
    assertEquals(
        Arrays.toString(ranks(ShardAssignment.all(100, 1, 4), 100)),
        Arrays.toString(ranks(ShardAssignment.all(100, 1, 4), 100)));
  }

  @Test
  void theShardsMixTheOrderOfTheRows() {
    // Of 1000 rows about 1000/4 should follow in the shard that their position mod 4 names; 5
    // standard deviations of the binomial distribution are 5 · √(1000 · 1/4 · 3/4) ≈ 68.
    long[] ranks = ranks(ShardAssignment.all(1000, SEED, 4), 1000);
    long same = IntStream.range(0, 1000).filter(g -> ranks[g] % 4 == g % 4).count();
    assertTrue(Math.abs(same - 250) <= 68, same + " rows with seed " + SEED);
  }

  @Test
  void aShardBeyondTheLastRowIsEmpty() {
    assertEquals(0, ShardAssignment.all(3, SEED, 5).rowsIn(3));
  }

  @Test
  void noShardsAreRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> ShardAssignment.all(10, SEED, 0));
    assertEquals("There must be at least 1 shard, got 0", error.getMessage());
  }

  private static long[] ranks(ShardAssignment assignment, int rows) {
    return LongStream.range(0, rows).map(assignment::rank).toArray();
  }

  private static List<Integer> sortedRanks(ShardAssignment assignment, int rows) {
    return LongStream.of(ranks(assignment, rows)).sorted().mapToObj(rank -> (int) rank).toList();
  }
}
