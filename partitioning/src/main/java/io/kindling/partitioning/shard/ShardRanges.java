package io.kindling.partitioning.shard;

import java.util.Arrays;
import org.apache.spark.Partitioner;

/**
 * Divides shards into one contiguous range for each task. Of S shards on T tasks no range is longer
 * than ⌈S / T⌉, since the longest sets the time of a step, and a step costs far more than a sum
 * that travels. What freedom that leaves serves the reduction tree: from left to right, each bound
 * is the number with the most factors of two between those that the bounds before and the tasks
 * behind leave to it, so that a range consists of few whole subtrees and its task has few sums to
 * return. Results do not depend on the ranges.
 */
public final class ShardRanges extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int[] starts;

  /** Divides {@code shards} shards into at most {@code tasks} ranges. */
  public ShardRanges(int shards, int tasks) {
    if (shards < 1 || tasks < 1) {
      throw new IllegalArgumentException(
          "There must be at least 1 shard and 1 task, got %s and %s".formatted(shards, tasks));
    }
    this.starts = new int[Math.min(shards, tasks) + 1];
    int ranges = numPartitions();
    long longest = ((long) shards + ranges - 1) / ranges;
    for (int i = 1; i <= ranges; i++) {
      int behind = ranges - i;
      long least = Math.max(starts[i - 1] + 1L, shards - behind * longest);
      long greatest = Math.min(starts[i - 1] + longest, shards - behind);
      starts[i] = roundest((int) least, (int) greatest);
    }
  }

  /** The number from {@code least} to {@code greatest} with the most factors of two. */
  private static int roundest(int least, int greatest) {
    return greatest & -Integer.highestOneBit((least - 1) ^ greatest);
  }

  /** The first shard of a range; one past the last shard of the range before. */
  public int start(int task) {
    return starts[task];
  }

  @Override
  public int numPartitions() {
    return starts.length - 1;
  }

  @Override
  public int getPartition(Object shard) {
    int found = Arrays.binarySearch(starts, (Integer) shard);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ShardRanges other && Arrays.equals(starts, other.starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts);
  }
}
