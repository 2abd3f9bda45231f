package io.kindling.kernels.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * Compares a tensor a with what was expected, e: |a − e| ≤ bound · max|e|. The largest element sets
 * the scale, since float32 cannot hold small elements that are differences of large ones.
 */
public final class Tolerance {
  /** The bound for float32 results of one pass. */
  public static final double FLOAT = 1e-5;

  private Tolerance() {}

  /** Fails unless all of {@code actual} lies within the bound. */
  public static void assertClose(String what, double[] expected, float[] actual, double bound) {
    assertClose(what, expected, widen(actual), bound);
  }

  /** Fails unless all of {@code actual} lies within the bound. */
  public static void assertClose(String what, double[] expected, double[] actual, double bound) {
    assertWithin(what, expected, actual, bound * largest(expected));
  }

  /** Fails unless all of {@code actual} lies within an absolute limit: |a − e| ≤ limit. */
  public static void assertWithin(String what, double[] expected, float[] actual, double limit) {
    assertWithin(what, expected, widen(actual), limit);
  }

  private static void assertWithin(String what, double[] expected, double[] actual, double limit) {
    assertEquals(expected.length, actual.length, what + ": number of elements");
    for (int i = 0; i < expected.length; i++) {
      // Written so that NaN fails.
      if (!(Math.abs(actual[i] - expected[i]) <= limit)) {
        fail(
            "%s: element %d is %s, expected %s within %s"
                .formatted(what, i, actual[i], expected[i], limit));
      }
    }
  }

  /** Fails unless {@code actual} lies within the bound. */
  public static void assertClose(String what, double expected, double actual, double bound) {
    assertClose(what, new double[] {expected}, new double[] {actual}, bound);
  }

  /** The same values as doubles. */
  public static double[] widen(float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return widened;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
