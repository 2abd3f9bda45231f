package io.kindling.kernels.layer;

import io.kindling.kernels.spec.Formula;

/**
 * {@link Gelu} in the form that approximates Φ by a tanh: x (1 + tanh u) / 2 with u = √(2/π) (x +
 * 0.044715 x³) (Hendrycks and Gimpel 2016).
 */
@Formula("x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))")
public record GeluTanh() implements InputActivation {
  private static final double SCALE = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  @Override
  public void apply(float[] x, float[] y, int values) {
    for (int i = 0; i < values; i++) {
      y[i] = (float) (x[i] * gate(x[i]));
    }
  }

  @Override
  public void backpropagate(float[] x, float[] dy, float[] dx, int values) {
    for (int i = 0; i < values; i++) {
      double gate = gate(x[i]);
      double slope = 2 * gate * (1 - gate) * SCALE * (1 + 3 * CUBIC * x[i] * x[i]);
      dx[i] = (float) (dy[i] * (gate + x[i] * slope));
    }
  }

  /** (1 + tanh u) / 2, which is the logistic function of 2u. */
  private static double gate(double x) {
    return 1 / (1 + Math.exp(-2 * SCALE * (x + CUBIC * x * x * x)));
  }
}
