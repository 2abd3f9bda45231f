package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.Ranges;

/** Euclidean norms of parts of float arrays, in double precision and in a fixed order. */
final class Norms {
  private Norms() {}

  static double of(float[] values, int from, int to) {
    return Math.sqrt(addSquares(0, values, from, to));
  }

  /**
   * The norm of an array that is 0 outside of {@code ranges}: as squares are added in order, and
   * adding 0 changes no bit, the same as of all of it.
   */
  static double of(float[] values, Ranges ranges) {
    double sum = 0;
    for (int i = 0; i < ranges.count(); i++) {
      sum = addSquares(sum, values, ranges.from(i), ranges.to(i));
    }
    return Math.sqrt(sum);
  }

  private static double addSquares(double start, float[] values, int from, int to) {
    double sum = start;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }
}
