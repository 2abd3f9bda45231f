package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import java.util.Iterator;
import java.util.List;

/**
 * What a task computes from its shards: partial sums of a fixed tree.
 *
 * @param <T> the sum
 */
@FunctionalInterface
public interface ShardWork<T extends Mergeable<T>>
    extends PartitionJob.Work<Shard, List<TreeNode<T>>> {
  /** The roots of the largest subtrees that the shards of a range complete, in an ArrayList. */
  @Override
  List<TreeNode<T>> compute(Iterator<Shard> range);
}
