package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.InputActivation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/**
 * {@link Gelu} in the form that approximates Φ by a tanh: x (1 + tanh u) / 2 with u = √(2/π) (x +
 * 0.044715 x³) (Hendrycks and Gimpel 2016).
 */
@Formula("x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))")
public record GeluTanh() implements InputActivation {
  private static final float SCALE = (float) Math.sqrt(2 / Math.PI);
  private static final float CUBIC = 0.044715f;

  @Override
  public void apply(float[] x, float[] y, int values) {
    exponentials(x, y, values);
    for (int i = 0; i < values; i++) {
      y[i] = x[i] * (y[i] / (1 + y[i]));
    }
  }

  @Override
  public void backpropagate(float[] x, float[] dy, float[] dx, int values) {
    exponentials(x, dx, values);
    for (int i = 0; i < values; i++) {
      float complement = 1 / (1 + dx[i]);
      float gate = dx[i] * complement;
      float slope = 2 * SCALE * (1 + 3 * CUBIC * x[i] * x[i]);
      dx[i] = dy[i] * gate * (1 + x[i] * complement * slope);
    }
  }

  /** e²ᵘ, since the gate (1 + tanh u) / 2 is the logistic function of 2u. */
  private static void exponentials(float[] x, float[] powers, int values) {
    for (int i = 0; i < values; i++) {
      powers[i] = 2 * SCALE * (x[i] + CUBIC * x[i] * x[i] * x[i]);
    }
    VectorMath.exp(powers, 0, values);
  }
}
