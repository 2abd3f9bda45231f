package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * The leaky rectifier, x for x > 0 and otherwise a · x (Maas, Hannun and Ng 2013).
 *
 * @param slope a, at least 0
 */
@Formula("x if x > 0, else slope · x")
public record LeakyRelu(@Default("0.01") double slope) implements Activation {
  /** Checks the slope: with a negative one, the derivative would not follow from the result. */
  public LeakyRelu {
    Require.atLeast(0.0, "Leaky ReLU slope", slope);
  }

  /** With the usual slope of 0.01. */
  public LeakyRelu() {
    this(0.01);
  }

  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {
    float a = (float) slope;
    for (int i = from; i < to; i++) {
      z[i] = Math.max(z[i], 0) + a * Math.min(z[i], 0);
    }
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {
    float a = (float) slope;
    for (int i = from; i < to; i++) {
      float above = VectorMath.positive(y[i]);
      dy[i] *= above + (1 - above) * a;
    }
  }
}
