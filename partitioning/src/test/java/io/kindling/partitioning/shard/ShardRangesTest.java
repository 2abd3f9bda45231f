package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShardRangesTest {
  private static final long SEED = 23;

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

  /**
   * With u the largest power of two of at most shards / tasks, a range spans at most three aligned
   * blocks of u shards, and of three blocks two are siblings: at most two subtrees.
   */
  @ParameterizedTest
  @MethodSource("divisions")
  void aRangeConsistsOfAtMostTwoSubtrees(List<Division> divisions) {
    List<String> wrong = new ArrayList<>();
    for (Division division : divisions) {
      ShardRanges ranges = division.ranges();
      for (int task = 0; task < ranges.numPartitions(); task++) {
        int subtrees = subtrees(division.shards(), ranges.start(task), ranges.start(task + 1));
        if (subtrees > 2) {
          wrong.add(division + ", task " + task + ": " + subtrees);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Snapping lengthens a range by less than u, which is at most the even share itself. */
  @ParameterizedTest
  @MethodSource("divisions")
  void aRangeIsShorterThanTwoEvenShares(List<Division> divisions) {
    List<String> wrong = new ArrayList<>();
    for (Division division : divisions) {
      ShardRanges ranges = division.ranges();
      double evenShare = (double) division.shards() / ranges.numPartitions();
      for (int task = 0; task < ranges.numPartitions(); task++) {
        int length = ranges.start(task + 1) - ranges.start(task);
        if (length >= 2 * evenShare) {
          wrong.add(division + ", task " + task + ": " + length);
        }
      }
    }
    assertEquals(List.of(), wrong);
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
