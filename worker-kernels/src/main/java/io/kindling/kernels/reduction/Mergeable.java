package io.kindling.kernels.reduction;

import java.io.Serializable;

/**
 * A partial sum.
 *
 * @param <T> the sum itself
 */
public interface Mergeable<T> extends Serializable {
  /** this ← this + right. */
  void merge(T right);
}
