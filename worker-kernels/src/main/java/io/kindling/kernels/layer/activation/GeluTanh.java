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
  public void apply(VectorMath math, float[] z, float[] derivative, int from, int to) {
    // The gate (1 + tanh u) / 2 is the logistic function of 2u.
    for (int i = from; i < to; i++) {
      derivative[i] = 2 * SCALE * (z[i] + CUBIC * z[i] * z[i] * z[i]);
    }
    math.exp(derivative, from, to);
    for (int i = from; i < to; i++) {
      float complement = 1 / (1 + derivative[i]);
      float gate = derivative[i] * complement;
      float slope = 2 * SCALE * (1 + 3 * CUBIC * z[i] * z[i]);
      derivative[i] = gate * (1 + z[i] * complement * slope);
      z[i] *= gate;
    }
  }
}
