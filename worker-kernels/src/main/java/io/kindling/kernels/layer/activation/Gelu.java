package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.InputActivation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/**
 * The Gaussian error linear unit, x Φ(x), with Φ the normal distribution (Hendrycks and Gimpel
 * 2016); its derivative is Φ(x) + x φ(x), with φ(x) = exp(−x²/2) / √(2π).
 */
@Formula("x · Φ(x)")
public record Gelu() implements InputActivation {
  private static final float INVERSE_ROOT_2_PI = (float) (1 / Math.sqrt(2 * Math.PI));

  @Override
  public void apply(VectorMath math, float[] z, float[] derivative, int from, int to) {
    for (int i = from; i < to; i++) {
      derivative[i] = -0.5f * z[i] * z[i];
    }
    math.exp(derivative, from, to);
    for (int i = from; i < to; i++) {
      float x = z[i];
      float size = Math.abs(x);
      float below = derivative[i] * tail(size); // Φ(−|x|)
      float cumulative = 0.5f + VectorMath.sign(x) * (0.5f - below);
      derivative[i] = cumulative + x * derivative[i] * INVERSE_ROOT_2_PI;
      z[i] = Math.max(x, 0) - size * below;
    }
  }

  /**
   * Φ(−a) exp(a²/2), for a ≥ 0: a polynomial of t = 1 / (1 + 0.35 a), as in Abramowitz and Stegun
   * 1964, 7.1.26, but minimax up to a = 14, with a relative error of 3e-8 before rounding.
   */
  private static float tail(float a) {
    float t = 1 / (1 + 0.35f * a);
    float p = -0.029146135f;
    p = p * t + 0.14397268f;
    p = p * t - 0.25571626f;
    p = p * t + 0.15917642f;
    p = p * t - 0.023111375f;
    p = p * t + 0.10550865f;
    p = p * t + 0.11983271f;
    p = p * t + 0.1398619f;
    p = p * t + 0.1396214f;
    return t * p;
  }
}
