package io.kindling.kernels.layer;

/**
 * In which order a matrix product adds up what it multiplies, for each of its values: ascending, in
 * chunks whose sums are added up after that. OpenBLAS takes chunks of one length; what is left, if
 * it is more than a chunk and less than two, is halved, and the half rounded up (Goto and van de
 * Geijn 2008, "Anatomy of High-Performance Matrix Multiplication", call the length k_c).
 *
 * @param fused whether a product is added without being rounded first
 * @param chunk the length of a chunk
 * @param unit that a half is rounded up to a multiple of
 */
record SumOrder(boolean fused, int chunk, int unit) {
  /** The length of the chunk that comes next where {@code left} products are left. */
  int next(int left) {
    if (left >= 2 * chunk) {
      return chunk;
    }
    return left > chunk ? Math.min(left, (left / 2 + unit - 1) / unit * unit) : left;
  }

  /** Σ x_i · w_i of {@code length} products in this order. */
  float sum(float[] x, int xOffset, float[] w, int wOffset, int length) {
    float sum = 0;
    int from = 0;
    while (from < length) {
      int end = from + next(length - from);
      float part = 0;
      for (int i = from; i < end; i++) {
        float a = x[xOffset + i];
        float b = w[wOffset + i];
        part = fused ? Math.fma(a, b, part) : part + a * b;
      }
      sum += part;
      from = end;
    }
    return sum;
  }
}
