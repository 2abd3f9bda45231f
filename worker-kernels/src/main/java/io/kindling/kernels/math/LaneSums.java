package io.kindling.kernels.math;

/**
 * Sums of arrays in double precision. An addition has to wait for the one before it, so four sums
 * take turns: lane j adds the values from + j, from + j + 4, …, and the lanes are added at the end
 * as (0 + 1) + (2 + 3). So the order is always the same.
 */
public final class LaneSums {
  private static final int LANES = 4;

  private LaneSums() {}

  /** Σ a_i for from ≤ i &lt; to. */
  public static double sum(float[] a, int from, int to) {
    return deviations(a, 0, from, to);
  }

  /** Σ (a_i − mean) for from ≤ i &lt; to. */
  public static double deviations(float[] a, double mean, int from, int to) {
    double lane0 = 0;
    double lane1 = 0;
    double lane2 = 0;
    double lane3 = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      lane0 += a[i] - mean;
      lane1 += a[i + 1] - mean;
      lane2 += a[i + 2] - mean;
      lane3 += a[i + 3] - mean;
    }
    lane0 += i < to ? a[i] - mean : 0;
    lane1 += i + 1 < to ? a[i + 1] - mean : 0;
    lane2 += i + 2 < to ? a[i + 2] - mean : 0;
    return (lane0 + lane1) + (lane2 + lane3);
  }

  /** Σ a_i for from ≤ i &lt; to. */
  public static double sum(double[] a, int from, int to) {
    double lane0 = 0;
    double lane1 = 0;
    double lane2 = 0;
    double lane3 = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      lane0 += a[i];
      lane1 += a[i + 1];
      lane2 += a[i + 2];
      lane3 += a[i + 3];
    }
    lane0 += i < to ? a[i] : 0;
    lane1 += i + 1 < to ? a[i + 1] : 0;
    lane2 += i + 2 < to ? a[i + 2] : 0;
    return (lane0 + lane1) + (lane2 + lane3);
  }

  /** Σ a_i b_i for from ≤ i &lt; to. */
  public static double products(float[] a, float[] b, int from, int to) {
    return productsWithDeviations(a, b, 0, from, to);
  }

  /** Σ a_i (b_i − mean) for from ≤ i &lt; to. */
  public static double productsWithDeviations(float[] a, float[] b, double mean, int from, int to) {
    double lane0 = 0;
    double lane1 = 0;
    double lane2 = 0;
    double lane3 = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      lane0 += a[i] * (b[i] - mean);
      lane1 += a[i + 1] * (b[i + 1] - mean);
      lane2 += a[i + 2] * (b[i + 2] - mean);
      lane3 += a[i + 3] * (b[i + 3] - mean);
    }
    lane0 += i < to ? a[i] * (b[i] - mean) : 0;
    lane1 += i + 1 < to ? a[i + 1] * (b[i + 1] - mean) : 0;
    lane2 += i + 2 < to ? a[i + 2] * (b[i + 2] - mean) : 0;
    return (lane0 + lane1) + (lane2 + lane3);
  }

  /** Σ (a_i − mean)² for from ≤ i &lt; to. */
  public static double squaredDeviations(float[] a, double mean, int from, int to) {
    double lane0 = 0;
    double lane1 = 0;
    double lane2 = 0;
    double lane3 = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      lane0 += (a[i] - mean) * (a[i] - mean);
      lane1 += (a[i + 1] - mean) * (a[i + 1] - mean);
      lane2 += (a[i + 2] - mean) * (a[i + 2] - mean);
      lane3 += (a[i + 3] - mean) * (a[i + 3] - mean);
    }
    lane0 += i < to ? (a[i] - mean) * (a[i] - mean) : 0;
    lane1 += i + 1 < to ? (a[i + 1] - mean) * (a[i + 1] - mean) : 0;
    lane2 += i + 2 < to ? (a[i + 2] - mean) * (a[i + 2] - mean) : 0;
    return (lane0 + lane1) + (lane2 + lane3);
  }

  /** The largest a_i for from ≤ i &lt; to; NaN if one of them is. */
  public static float largest(float[] a, int from, int to) {
    float lane0 = a[from];
    float lane1 = lane0;
    float lane2 = lane0;
    float lane3 = lane0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      lane0 = Math.max(lane0, a[i]);
      lane1 = Math.max(lane1, a[i + 1]);
      lane2 = Math.max(lane2, a[i + 2]);
      lane3 = Math.max(lane3, a[i + 3]);
    }
    for (; i < to; i++) {
      lane0 = Math.max(lane0, a[i]);
    }
    return Math.max(Math.max(lane0, lane1), Math.max(lane2, lane3));
  }
}
