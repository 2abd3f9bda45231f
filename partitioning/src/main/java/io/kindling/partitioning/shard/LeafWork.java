package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import java.util.Iterator;
import java.util.List;

/**
 * Work that makes one leaf of each shard, and merges these along the fixed tree.
 *
 * @param <T> the sum
 */
public abstract class LeafWork<T extends Mergeable<T>> implements ShardWork<T> {
  private static final long serialVersionUID = 1L;

  private final int shards;

  /** Work on so many shards, of all tasks together. */
  protected LeafWork(int shards) {
    this.shards = shards;
  }

  /** What one shard contributes. */
  protected abstract T leaf(Shard shard);

  @Override
  public final List<TreeNode<T>> compute(Iterator<Shard> range) {
    TreeSum<T> sum = new TreeSum<>(shards);
    while (range.hasNext()) {
      Shard shard = range.next();
      sum.addLeaf(shard.index(), leaf(shard));
    }
    return sum.subtrees();
  }
}
