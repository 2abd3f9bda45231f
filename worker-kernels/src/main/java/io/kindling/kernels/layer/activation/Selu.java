package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/**
 * The self-normalising exponential linear unit (Klambauer et al. 2017), whose λ and α keep mean 0
 * and variance 1 through layers of {@code lecun_normal} weights; its derivative for x ≤ 0 is λ α eˣ
 * = y + λ α.
 */
@Formula("1.0507 · (x if x > 0, else 1.6733 · (exp(x) − 1))")
public record Selu() implements Activation {
  private static final double LAMBDA = 1.0507009873554805;
  private static final double ALPHA = 1.6732632423543772;

  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {
    math.expm1WhereNegative(z, from, to);
    float lambda = (float) LAMBDA;
    float saturation = (float) (LAMBDA * ALPHA);
    for (int i = from; i < to; i++) {
      z[i] = lambda * Math.max(z[i], 0) + saturation * Math.min(z[i], 0);
    }
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {
    float lambda = (float) LAMBDA;
    float saturation = (float) (LAMBDA * ALPHA);
    for (int i = from; i < to; i++) {
      float above = VectorMath.positive(y[i]);
      dy[i] *= above * lambda + (1 - above) * (Math.min(y[i], 0) + saturation);
    }
  }
}
