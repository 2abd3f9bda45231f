package io.kindling.kernels.reduction;

import java.io.Serializable;

/**
 * The sum of one subtree: of the leaves from {@code index · 2^level} to {@code (index + 1) ·
 * 2^level − 1}, as far as there are so many. It travels between processes, under Kryo too, hence no
 * record.
 *
 * @param <T> the sum
 */
public final class TreeNode<T extends Mergeable<T>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int level;
  private final int index;
  private final T sum;

  TreeNode(int level, int index, T sum) {
    this.level = level;
    this.index = index;
    this.sum = sum;
  }

  /** The height above the leaves. */
  public int level() {
    return level;
  }

  /** The position among the nodes of the level. */
  public int index() {
    return index;
  }

  /** The sum of the subtree. */
  public T sum() {
    return sum;
  }

  /** The same node of the tree over other values. */
  public TreeNode<T> with(T other) {
    return new TreeNode<>(level, index, other);
  }
}
