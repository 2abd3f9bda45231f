package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.InputActivation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/**
 * The smooth rectifier, log(1 + eˣ) = max(x, 0) + log(1 + exp(−|x|)) (Dugas et al. 2001); its
 * derivative is the logistic function of x.
 */
@Formula("log(1 + exp(x))")
public record Softplus() implements InputActivation {
  @Override
  public void apply(VectorMath math, float[] z, float[] derivative, int from, int to) {
    for (int i = from; i < to; i++) {
      derivative[i] = -Math.abs(z[i]);
    }
    math.exp(derivative, from, to);
    for (int i = from; i < to; i++) {
      float power = derivative[i];
      float q = 1 / (1 + power); // the logistic function of |x|
      float above = VectorMath.positive(z[i]);
      derivative[i] = above * q + (1 - above) * (power * q);
      z[i] = Math.max(z[i], 0) + log1p(power);
    }
  }

  /**
   * log(1 + u) for 0 ≤ u ≤ 1 is 2 artanh(s) = 2 (s + s³/3 + s⁵/5 + …) with s = u / (2 + u) ≤ ⅓; the
   * minimax polynomial of this degree has a relative error of 5e-9.
   */
  private static float log1p(float u) {
    float s = u / (2 + u);
    float w = s * s;
    float p = 0.28024465f;
    p = p * w + 0.2799914f;
    p = p * w + 0.400217f;
    p = p * w + 0.6666641f;
    return s * (2 + w * p);
  }
}
