package io.kindling.kernels.reduction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sum over leaves 0 … n − 1 along one fixed binary tree: node i of level l is the sum of nodes 2i
 * and 2i + 1 of level l − 1, or node 2i alone where the other does not exist. Leaves and subtrees
 * may be added in any order and any grouping; two siblings are merged, left with right, as soon as
 * both are there. Whoever holds some leaves therefore returns the roots of the largest complete
 * subtrees, and whoever collects those finishes the same tree: every bracket, hence every bit,
 * comes out as if one process had done it all.
 *
 * <p>Leaves added in order keep at most ⌈log₂ n⌉ + 1 sums alive, as the bits of a binary counter.
 *
 * @param <T> the sum
 */
public final class TreeSum<T extends Mergeable<T>> {
  private final int leaves;
  private final Consumer<T> merged;
  private final Map<Long, TreeNode<T>> waiting = new HashMap<>();

  /** A tree of {@code leaves} leaves. */
  public TreeSum(int leaves) {
    this(leaves, sum -> {});
  }

  /**
   * A tree of {@code leaves} leaves.
   *
   * @param merged is given each sum that was merged into its left neighbour and is free for reuse
   */
  public TreeSum(int leaves, Consumer<T> merged) {
    if (leaves < 1) {
      throw new IllegalArgumentException("A sum must have at least 1 leaf, got " + leaves);
    }
    this.leaves = leaves;
    this.merged = merged;
  }

  /**
   * Adds leaf {@code index}.
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ index &lt; leaves
   */
  public void addLeaf(int index, T value) {
    Objects.checkIndex(index, leaves);
    add(new TreeNode<>(0, index, value));
  }

  /**
   * The sum of the leaf before an odd one, if it waits. Instead of giving the odd one to {@link
   * #addLeaf}, whoever computes it may add it there and say so by {@link #addedToSibling}.
   *
   * @return null where that leaf is not there
   */
  public @Nullable T sibling(int leaf) {
    TreeNode<T> even = leaf % 2 == 0 ? null : waiting.get(key(0, leaf - 1));
    return even == null ? null : even.sum();
  }

  /** Takes note that an odd leaf was added to its {@link #sibling}. */
  public void addedToSibling(int leaf) {
    TreeNode<T> even = Objects.requireNonNull(waiting.remove(key(0, leaf - 1)), "no sibling waits");
    add(new TreeNode<>(1, leaf >> 1, even.sum()));
  }

  /** Adds a subtree that another sum over the same leaves has completed. */
  public void add(TreeNode<T> added) {
    TreeNode<T> node = added;
    while (!isRoot(node)) {
      int sibling = node.index() ^ 1;
      T sum = node.sum();
      if (exists(node.level(), sibling)) {
        TreeNode<T> other = waiting.remove(key(node.level(), sibling));
        if (other == null) {
          break;
        }
        sum = merge(node, other);
      }
      node = new TreeNode<>(node.level() + 1, node.index() >> 1, sum);
    }
    if (waiting.put(key(node.level(), node.index()), node) != null) {
      throw new IllegalStateException(
          "node %s of level %s was added twice".formatted(node.index(), node.level()));
    }
  }

  /** Adds several such subtrees. */
  public void addAll(Collection<TreeNode<T>> nodes) {
    nodes.forEach(this::add);
  }

  /**
   * The whole sum over {@code leaves} leaves of which several have completed subtrees.
   *
   * @throws IllegalStateException when a leaf is missing
   */
  public static <T extends Mergeable<T>> T total(
      int leaves, Collection<? extends Collection<TreeNode<T>>> completed) {
    TreeSum<T> sum = new TreeSum<>(leaves);
    completed.forEach(sum::addAll);
    return sum.total();
  }

  private T merge(TreeNode<T> one, TreeNode<T> other) {
    T left = one.index() < other.index() ? one.sum() : other.sum();
    T right = one.index() < other.index() ? other.sum() : one.sum();
    left.merge(right);
    merged.accept(right);
    return left;
  }

  /** The roots of the largest subtrees completed so far. */
  public List<TreeNode<T>> subtrees() {
    return new ArrayList<>(waiting.values());
  }

  /**
   * The whole sum.
   *
   * @throws IllegalStateException while a leaf is missing
   */
  public T total() {
    if (waiting.size() == 1) {
      TreeNode<T> node = waiting.values().iterator().next();
      if (isRoot(node)) {
        return node.sum();
      }
    }
    throw new IllegalStateException(
        "the sum over %s leaves is not complete: %s subtrees wait"
            .formatted(leaves, waiting.size()));
  }

  private boolean isRoot(TreeNode<T> node) {
    return node.index() == 0 && 1L << node.level() >= leaves;
  }

  private boolean exists(int level, int index) {
    return (long) index << level < leaves;
  }

  private static long key(int level, int index) {
    return (long) level << 32 | index;
  }
}
