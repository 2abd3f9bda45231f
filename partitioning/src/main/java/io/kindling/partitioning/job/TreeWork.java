package io.kindling.partitioning.job;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import java.util.Iterator;
import java.util.List;

/**
 * What a task computes from the leaves of a fixed tree that it holds: partial sums.
 *
 * @param <E> the elements of the RDD, each of which is a leaf
 * @param <T> the sum
 */
@FunctionalInterface
public interface TreeWork<E, T extends Mergeable<T>>
    extends PartitionJob.Work<E, List<TreeNode<T>>> {
  /** The roots of the largest subtrees that the elements complete, in an ArrayList. */
  @Override
  List<TreeNode<T>> compute(Iterator<E> leaves);
}
