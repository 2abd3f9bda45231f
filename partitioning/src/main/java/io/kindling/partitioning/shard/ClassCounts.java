package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import java.util.Iterator;
import java.util.List;

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

  private static final class Count implements ShardWork<ClassCounts> {
    private static final long serialVersionUID = 1L;

    private final int shards;
    private final int classes;

    Count(int shards, int classes) {
      this.shards = shards;
      this.classes = classes;
    }

    @Override
    public List<TreeNode<ClassCounts>> compute(Iterator<Shard> range) {
      TreeSum<ClassCounts> sum = new TreeSum<>(shards);
      while (range.hasNext()) {
        Shard shard = range.next();
        ClassCounts leaf = new ClassCounts(classes);
        for (int row = 0; row < shard.block().rows(); row++) {
          leaf.counts[(int) shard.block().target(row)]++;
        }
        sum.addLeaf(shard.index(), leaf);
      }
      return sum.subtrees();
    }
  }
}
