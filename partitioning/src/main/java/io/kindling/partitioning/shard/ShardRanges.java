package io.kindling.partitioning.shard;

import org.apache.spark.Partitioner;

/**
 * Divides shards into one contiguous range for each task. The bounds snap to multiples of a power
 * of two, so that a range consists of few whole subtrees of the reduction tree and its task has few
 * sums to return. Results do not depend on the ranges.
 */
public final class ShardRanges extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int shards;
  private final int tasks;
  private final int unit;

  /** Divides {@code shards} shards into at most {@code tasks} ranges. */
  public ShardRanges(int shards, int tasks) {
    if (shards < 1 || tasks < 1) {
      throw new IllegalArgumentException(
          "There must be at least 1 shard and 1 task, got %s and %s".formatted(shards, tasks));
    }
    this.shards = shards;
    this.tasks = Math.min(shards, tasks);
    this.unit = Integer.highestOneBit(shards / this.tasks);
  }

  /** The first shard of a range; one past the last shard of the range before. */
  public int start(int task) {
    long exact = (long) task * shards / tasks;
    return task == tasks ? shards : (int) (exact / unit * unit);
  }

  @Override
  public int numPartitions() {
    return tasks;
  }

  @Override
  public int getPartition(Object shard) {
    int index = (Integer) shard;
    int task = (int) ((long) index * tasks / shards);
    while (index < start(task)) {
      task--;
    }
    while (index >= start(task + 1)) {
      task++;
    }
    return task;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ShardRanges other && shards == other.shards && tasks == other.tasks;
  }

  @Override
  public int hashCode() {
    return 31 * shards + tasks;
  }
}
