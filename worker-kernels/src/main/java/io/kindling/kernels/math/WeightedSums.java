package io.kindling.kernels.math;

/**
 * Weighted sums of rows that each have an array of their own: the JIT compiler makes vector code of
 * a loop over several arrays of floats only where all are read at the same index.
 */
public final class WeightedSums {
  private WeightedSums() {}

  /**
   * sum[j] ← (… (sum[j] + w_from a_from[j]) + …) + w_{to−1} a_{to−1}[j] for all j, in this order,
   * with w_k = {@code weights[k]} and a_k = {@code rows[indices[k]]}; each row is at least as long
   * as the sum.
   */
  public static void add(
      float[] sum, float[][] rows, int[] indices, float[] weights, int from, int to) {
    int k = from;
    for (; k <= to - 4; k += 4) {
      add4(
          sum,
          rows[indices[k]],
          rows[indices[k + 1]],
          rows[indices[k + 2]],
          rows[indices[k + 3]],
          weights[k],
          weights[k + 1],
          weights[k + 2],
          weights[k + 3]);
    }
    if (k <= to - 2) {
      add2(sum, rows[indices[k]], rows[indices[k + 1]], weights[k], weights[k + 1]);
      k += 2;
    }
    if (k < to) {
      add1(sum, rows[indices[k]], weights[k]);
    }
  }

  private static void add1(float[] sum, float[] a, float u) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += u * a[j];
    }
  }

  private static void add2(float[] sum, float[] a, float[] b, float u, float v) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] = (sum[j] + u * a[j]) + v * b[j];
    }
  }

  private static void add4(
      float[] sum, float[] a, float[] b, float[] c, float[] d, float u, float v, float w, float x) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] = (((sum[j] + u * a[j]) + v * b[j]) + w * c[j]) + x * d[j];
    }
  }
}
