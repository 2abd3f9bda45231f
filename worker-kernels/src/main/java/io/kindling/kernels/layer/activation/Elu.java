package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * The exponential linear unit (Clevert, Unterthiner and Hochreiter 2016); its derivative for x ≤ 0
 * is α eˣ = y + α.
 *
 * @param alpha α, the size of the saturation, above 0
 */
@Formula("x if x > 0, else alpha · (exp(x) − 1)")
public record Elu(@Default("1") double alpha) implements Activation {
  /** Checks α. */
  public Elu {
    Require.above(0, "ELU alpha", alpha);
  }

  /** With α = 1. */
  public Elu() {
    this(1);
  }

  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {
    math.expm1WhereNegative(z, from, to);
    float a = (float) alpha;
    for (int i = from; i < to; i++) {
      z[i] = Math.max(z[i], 0) + a * Math.min(z[i], 0);
    }
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {
    float a = (float) alpha;
    for (int i = from; i < to; i++) {
      float above = VectorMath.positive(y[i]);
      dy[i] *= above + (1 - above) * (Math.min(y[i], 0) + a);
    }
  }
}
