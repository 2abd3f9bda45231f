package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.Mergeable;

/** How many rows each class has. Travels, under Kryo too, hence no record. */
public final class ClassCounts implements Mergeable<ClassCounts> {
  private static final long serialVersionUID = 1L;

  private final long[] counts;

  private ClassCounts(int classes) {
    this.counts = new long[classes];
  }

  /** Counts the rows of the classes 0 … classes − 1, in one Spark job. */
  public static long[] of(ShardedData data, int classes) {
    return data.reduce(new Count(data.shardCount(), classes)).counts;
  }

  /** Counts those of a block; nothing where there are no classes. */
  public static ClassCounts in(ShardBlock block, int classes) {
    ClassCounts found = new ClassCounts(classes);
    for (int row = 0; classes > 0 && row < block.rows(); row++) {
      found.counts[(int) block.target(row)]++;
    }
    return found;
  }

  /** The rows of each class; a copy. */
  public long[] counts() {
    return counts.clone();
  }

  @Override
  public void merge(ClassCounts right) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += right.counts[i];
    }
  }

  private static final class Count extends LeafWork<ClassCounts> {
    private static final long serialVersionUID = 1L;

    private final int classes;

    Count(int shards, int classes) {
      super(shards);
      this.classes = classes;
    }

    @Override
    protected ClassCounts leaf(Shard shard) {
      return in(shard.block(), classes);
    }
  }
}
