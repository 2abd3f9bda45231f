package io.kindling.kernels.layer;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of {@link Dense} and of the activation behind it. After the matrix product, bias and
 * activation go over the block in one pass, and so do the activation's derivative and the bias
 * gradient on the way back.
 */
public record DenseLayer(int inputs, int outputs, int weight, int bias, Activation activation)
    implements Layer {
  static final int NO_BIAS = -1;

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
    for (int row = 0; row < rows; row++) {
      int from = row * outputs;
      if (bias != NO_BIAS) {
        addBias(parameters, y, from);
      }
      activation.apply(y, from, from + outputs);
    }
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
    for (int row = 0; row < rows; row++) {
      int from = row * outputs;
      activation.backpropagate(y, dy, from, from + outputs);
      if (bias != NO_BIAS) {
        addBiasGradient(row == 0, dy, from, gradient);
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
