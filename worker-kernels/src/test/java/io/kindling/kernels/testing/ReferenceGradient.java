package io.kindling.kernels.testing;

/**
 * A gradient in double precision and, for each element, the sum of its terms' absolute values:
 * where terms cancel, that is the scale of the rounding errors of a float32 sum.
 */
public final class ReferenceGradient {
  private final double[] values;
  private final double[] magnitudes;

  ReferenceGradient(int parameters) {
    this.values = new double[parameters];
    this.magnitudes = new double[parameters];
  }

  void add(int parameter, double term) {
    values[parameter] += term;
    magnitudes[parameter] += Math.abs(term);
  }

  /** The gradient. */
  public double[] values() {
    return values;
  }

  /** The largest sum of absolute terms among the parameters from {@code from} to {@code to} − 1. */
  public double scale(int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, magnitudes[i]);
    }
    return largest;
  }
}
