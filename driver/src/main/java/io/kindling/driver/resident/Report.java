package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import java.io.Serializable;
import java.util.List;

/** What the workers of a process tell the driver. Each worker is told by Spark's task attempt. */
sealed interface Report<T extends Mergeable<T>> extends Serializable {
  /** A worker is there, but not yet ready for an order: its shards may have to be packed again. */
  record Entered<T extends Mergeable<T>>(Place place) implements Report<T> {}

  /**
   * Some workers have nothing to do: they are ready for their first order, or hand in what they
   * have computed for an earlier one.
   *
   * @param sequence of the order; 0 for none
   * @param workers that share in it, in a list that travels
   * @param sums the roots of the subtrees that their shards make up together; a list that travels
   * @param slowestNanos what the slowest of them took to compute
   */
  record HandedIn<T extends Mergeable<T>>(
      long sequence, List<Place> workers, List<TreeNode<T>> sums, long slowestNanos)
      implements Report<T> {}

  /** A worker is gone before it was told to go. */
  record Left<T extends Mergeable<T>>(Place place) implements Report<T> {}

  /** Workers have been there for long enough, and have nothing to do now. */
  record TimeUp<T extends Mergeable<T>>() implements Report<T> {}

  /**
   * A worker and its share.
   *
   * @param attempt Spark's number of the task attempt, which no other has
   * @param range which part of the shards it computes from, the same for all attempts of a task
   */
  record Place(long attempt, int range) implements Serializable {}
}
