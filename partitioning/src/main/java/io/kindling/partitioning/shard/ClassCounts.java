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
      ShardBlock block = shard.block();
      ClassCounts leaf = new ClassCounts(classes);
      for (int row = 0; row < block.rows(); row++) {
        leaf.counts[(int) block.target(row)]++;
      }
      return leaf;
    }
  }
}
