package io.kindling.kernels.layer;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;

/**
 * The weights of a layer that multiplies its input by them: (outputs, inputs), row-major.
 *
 * @param offset where they lie among the parameters
 */
public record WeightMatrix(int offset, int inputs, int outputs) {
  /** y ← x Wᵀ for the rows that start at x[from]. */
  void multiply(int rows, float[] x, int from, float[] parameters, float[] y) {
    Blas.get()
        .gemm(
            Transpose.NO, Transpose.YES, rows, outputs, inputs, x, from, parameters, offset, y, 0);
  }
}
