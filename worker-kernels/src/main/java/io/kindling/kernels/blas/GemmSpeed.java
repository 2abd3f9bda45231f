package io.kindling.kernels.blas;

/** Measures matrix products, so that a slow installation shows before a slow training. */
public final class GemmSpeed {
  private GemmSpeed() {}

  /**
   * The speed of square products on the calling thread, in GFLOP/s (10⁹ floating-point operations a
   * second): the best of several rounds, after a warm-up.
   *
   * @param size rows and columns
   * @param seconds roughly how long to measure
   */
  public static double measure(Blas blas, int size, double seconds) {
    float[] a = new float[size * size];
    float[] b = new float[size * size];
    float[] c = new float[size * size];
    for (int i = 0; i < a.length; i++) {
      a[i] = 1f / (i + 1);
      b[i] = i % 7;
    }
    multiply(blas, size, a, b, c);
    long best = Long.MAX_VALUE;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      best = Math.min(best, multiply(blas, size, a, b, c));
    } while (System.nanoTime() < end);
    return 2.0 * size * size * size / best;
  }

  private static long multiply(Blas blas, int size, float[] a, float[] b, float[] c) {
    long start = System.nanoTime();
    blas.gemm(Transpose.NO, Transpose.NO, size, size, size, a, 0, b, 0, c, 0);
    return Math.max(1, System.nanoTime() - start);
  }
}
