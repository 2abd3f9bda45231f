package io.kindling.kernels.math;

import io.kindling.kernels.blas.Blas;

/**
 * Whether many values are finite: any that is not makes the sum of all magnitudes infinite or NaN,
 * and BLAS adds four times as fast as Java could look at each.
 */
public final class FiniteCheck {
  /** As many values as Java looks at in the time that a call of native code takes. */
  private static final int FEW = 128;

  private FiniteCheck() {}

  /** Whether all are finite from {@code from} to {@code to} − 1. */
  public static boolean areFinite(float[] values, int from, int to) {
    return (to - from > FEW && Float.isFinite(Blas.get().sumOfMagnitudes(values, from, to)))
        || first(values, from, to) < 0; // few, one is not, or the sum is too large
  }

  /** Whether all are finite. */
  public static boolean areFinite(float[] values) {
    return areFinite(values, 0, values.length);
  }

  /** The index of the first value that is not finite; −1 if there is none. */
  public static int first(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}
