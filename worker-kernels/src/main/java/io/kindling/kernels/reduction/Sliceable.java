package io.kindling.kernels.reduction;

import java.util.List;

/**
 * A sum so large that it is worth summing its parts in different places. Slices of two sums,
 * merged, are to the bit the slices of the merged sums.
 *
 * @param <T> the sum itself
 */
public interface Sliceable<T extends Sliceable<T>> extends Mergeable<T> {
  /** Slice {@code index} of {@code count}; shares nothing with this. */
  T slice(int index, int count);

  /** The sum that consists of these slices, all of them and in order; this may be any of them. */
  T joined(List<T> slices);
}
