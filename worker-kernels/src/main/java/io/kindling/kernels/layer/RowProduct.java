package io.kindling.kernels.layer;

/** The product of one row with a weight matrix. */
sealed interface RowProduct permits OrderedProduct, BlockProduct {
  /** The weights. */
  WeightMatrix matrix();

  /** y ← x Wᵀ for the row at x[0 …]. */
  void multiply(float[] x, float[] parameters, float[] y);

  /** The same for another thread. */
  RowProduct another();
}
