package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShardRangesTest {
  private static final long SEED = 23;
  private static final int IMPOSSIBLE = Integer.MAX_VALUE / 2;

  /** Every small pair of shards and tasks, and some large ones. */
  record Division(int shards, int tasks) {
    ShardRanges ranges() {
      return new ShardRanges(shards, tasks);
    }
  }

  static Stream<List<Division>> divisions() {
    List<Division> small = new ArrayList<>();
    for (int shards = 1; shards <= 70; shards++) {
      for (int tasks = 1; tasks <= 75; tasks++) {
        small.add(new Division(shards, tasks));
      }
    }
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    List<Division> large = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      large.add(new Division(1 + random.nextInt(5000), 1 + random.nextInt(300)));
    }
    return Stream.of(small, large);
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void theRangesCoverAllShards(List<Division> divisions) {
    for (Division division : divisions) {
      ShardRanges ranges = division.ranges();
      assertEquals(0, ranges.start(0), division.toString());
      assertEquals(division.shards(), ranges.start(ranges.numPartitions()), division.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void noRangeIsEmpty(List<Division> divisions) {
    List<String> wrong = new ArrayList<>();
    for (Division division : divisions) {
      ShardRanges ranges = division.ranges();
      for (int task = 0; task < ranges.numPartitions(); task++) {
        if (ranges.start(task) >= ranges.start(task + 1)) {
          wrong.add(division + ", task " + task);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void thereIsARangeForEachTaskThatCanHaveAShard(List<Division> divisions) {
    for (Division division : divisions) {
      assertEquals(
          Math.min(division.shards(), division.tasks()),
          division.ranges().numPartitions(),
          division.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void aShardBelongsToTheRangeThatItLiesIn(List<Division> divisions) {
    List<String> wrong = new ArrayList<>();
    for (Division division : divisions) {
      ShardRanges ranges = division.ranges();
      for (int shard = 0; shard < division.shards(); shard++) {
        int task = ranges.getPartition(shard);
        if (shard < ranges.start(task) || shard >= ranges.start(task + 1)) {
          wrong.add(division + ", shard " + shard + " in task " + task);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** The longest range sets the time of a step, so no task has more than its share, rounded up. */
  @ParameterizedTest
  @MethodSource("divisions")
  void noRangeIsLongerThanTheEvenShareRoundedUp(List<Division> divisions) {
    List<String> wrong = new ArrayList<>();
    for (Division division : divisions) {
      int share = (division.shards() - 1) / division.ranges().numPartitions() + 1;
      if (longest(division.ranges()) != share) {
        wrong.add("%s: %d for %d".formatted(division, longest(division.ranges()), share));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void eightShardsOnThreeTasksGiveNoTaskFour() {
    assertEquals(3, longest(new ShardRanges(8, 3)));
  }

  @Test
  void thirtyShardsOnTwoTasksAreHalved() {
    assertEquals(15, longest(new ShardRanges(30, 2)));
  }

  /** Of all divisions with as short a longest range, by exhaustive search. */
  @Test
  void tasksReturnHardlyMoreSubtreesThanTheFewestPossible() {
    int sum = 0;
    int fewest = 0;
    List<String> wrong = new ArrayList<>();
    for (int shards = 1; shards <= 64; shards++) {
      for (int tasks = 1; tasks <= Math.min(shards, 32); tasks++) {
        int found = subtrees(shards, new ShardRanges(shards, tasks));
        int least = fewestSubtrees(shards, tasks);
        sum += found;
        fewest += least;
        if (found > 1.15 * least) {
          wrong.add("%d shards, %d tasks: %d for %d".formatted(shards, tasks, found, least));
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(sum <= 1.002 * fewest, sum + " for " + fewest);
  }

  /** Without the choice of round bounds there are more by a fifth. */
  @Test
  void manyShardsGiveFewSubtreesToo() {
    ShardRanges ranges = new ShardRanges(4000, 300);
    int even = 0;
    for (int task = 0; task < 300; task++) {
      even += subtrees(4000, task * 4000 / 300, (task + 1) * 4000 / 300);
    }
    int found = subtrees(4000, ranges);
    assertTrue(found < 0.85 * even, found + " for " + even);
  }

  @Test
  void aPowerOfTwoIsDividedEvenly() {
    ShardRanges ranges = new ShardRanges(64, 4);
    assertEquals(
        List.of(0, 16, 32, 48, 64),
        Stream.of(0, 1, 2, 3, 4).map(task -> ranges.start(task)).toList());
  }

  @Test
  void equalDivisionsAreEqual() {
    assertEquals(new ShardRanges(10, 3), new ShardRanges(10, 3));
  }

  @Test
  void equalDivisionsHaveEqualHashCodes() {
    assertEquals(new ShardRanges(10, 3).hashCode(), new ShardRanges(10, 3).hashCode());
  }

  @Test
  void otherDivisionsAreNotEqual() {
    assertNotEquals(new ShardRanges(10, 3), new ShardRanges(10, 4));
  }

  @Test
  void noShardsAreRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new ShardRanges(0, 4));
    assertEquals("There must be at least 1 shard and 1 task, got 0 and 4", error.getMessage());
  }

  @Test
  void noTasksAreRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new ShardRanges(4, 0));
    assertEquals("There must be at least 1 shard and 1 task, got 4 and 0", error.getMessage());
  }

  private static int longest(ShardRanges ranges) {
    return IntStream.range(0, ranges.numPartitions())
        .map(task -> ranges.start(task + 1) - ranges.start(task))
        .max()
        .orElseThrow();
  }

  private static int subtrees(int shards, ShardRanges ranges) {
    return IntStream.range(0, ranges.numPartitions())
        .map(task -> subtrees(shards, ranges.start(task), ranges.start(task + 1)))
        .sum();
  }

  /** The least sum of subtrees over all divisions into ranges of at most ⌈shards / tasks⌉. */
  private static int fewestSubtrees(int shards, int tasks) {
    int longest = (shards - 1) / tasks + 1;
    int[] fewest = new int[shards + 1];
    Arrays.fill(fewest, 1, shards + 1, IMPOSSIBLE);
    for (int task = 0; task < tasks; task++) {
      int[] next = new int[shards + 1];
      Arrays.fill(next, IMPOSSIBLE);
      for (int from = 0; from < shards; from++) {
        for (int to = from + 1;
            fewest[from] < IMPOSSIBLE && to <= Math.min(from + longest, shards);
            to++) {
          next[to] = Math.min(next[to], fewest[from] + subtrees(shards, from, to));
        }
      }
      fewest = next;
    }
    return fewest[shards];
  }

  private static int subtrees(int shards, int from, int to) {
    TreeSum<Nothing> sum = new TreeSum<>(shards);
    for (int shard = from; shard < to; shard++) {
      sum.addLeaf(shard, new Nothing());
    }
    return sum.subtrees().size();
  }

  private static final class Nothing implements Mergeable<Nothing> {
    private static final long serialVersionUID = 1L;

    @Override
    public void merge(Nothing right) {}
  }
}
