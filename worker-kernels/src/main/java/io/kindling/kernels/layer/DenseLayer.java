package io.kindling.kernels.layer;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of {@link Dense} and of the activation behind it. After the matrix product, bias and
 * activation go over a few rows at a time, and so do the activation's derivative and the bias
 * gradient on the way back.
 */
public record DenseLayer(int inputs, int outputs, int weight, int bias, Activation activation)
    implements Layer {
  static final int NO_BIAS = -1;

  private static final int VALUES_AT_ONCE = 2048;

  /** The same layer with {@code following} computed in the same pass. */
  public DenseLayer fusedWith(Activation following) {
    return new DenseLayer(inputs, outputs, weight, bias, following);
  }

  /** Whether an activation can still be fused. */
  public boolean canFuse() {
    return activation instanceof Identity;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public long flops() {
    return 2L * inputs * outputs + (bias == NO_BIAS ? 0 : outputs);
  }

  @Override
  public void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch) {
    int rows = pass.rows();
    Blas.get()
        .gemm(Transpose.NO, Transpose.YES, rows, outputs, inputs, x, 0, parameters, weight, y, 0);
    for (int first = 0; first < rows; first += rowsAtOnce()) {
      int end = Math.min(first + rowsAtOnce(), rows);
      for (int row = first; row < end && bias != NO_BIAS; row++) {
        addBias(parameters, y, row * outputs);
      }
      activation.apply(y, first * outputs, end * outputs);
    }
  }

  /** Enough for long loops, and few enough for the first-level cache. */
  private int rowsAtOnce() {
    return Math.max(1, VALUES_AT_ONCE / outputs);
  }

  private void addBias(float[] parameters, float[] y, int from) {
    for (int i = 0; i < outputs; i++) {
      y[from + i] += parameters[bias + i];
    }
  }

  @Override
  public void backward(
      Pass pass,
      float[] parameters,
      float[] x,
      float[] y,
      float[] scratch,
      float[] dy,
      float @Nullable [] dx,
      float[] gradient) {
    int rows = pass.rows();
    for (int first = 0; first < rows; first += rowsAtOnce()) {
      int end = Math.min(first + rowsAtOnce(), rows);
      activation.backpropagate(y, dy, first * outputs, end * outputs);
      for (int row = first; row < end && bias != NO_BIAS; row++) {
        addBiasGradient(row == 0, dy, row * outputs, gradient);
      }
    }
    Blas.get()
        .gemm(Transpose.YES, Transpose.NO, outputs, inputs, rows, dy, 0, x, 0, gradient, weight);
    if (dx != null) {
      Blas.get()
          .gemm(
              Transpose.NO, Transpose.NO, rows, inputs, outputs, dy, 0, parameters, weight, dx, 0);
    }
  }

  private void addBiasGradient(boolean first, float[] dy, int from, float[] gradient) {
    if (first) {
      System.arraycopy(dy, from, gradient, bias, outputs);
      return;
    }
    for (int i = 0; i < outputs; i++) {
      gradient[bias + i] += dy[from + i];
    }
  }
}
