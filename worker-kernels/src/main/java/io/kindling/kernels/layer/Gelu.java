package io.kindling.kernels.layer;

import io.kindling.kernels.spec.Formula;

/**
 * The Gaussian error linear unit, x Φ(x), with Φ the normal distribution (Hendrycks and Gimpel
 * 2016); its derivative is Φ(x) + x φ(x).
 */
@Formula("x · Φ(x)")
public record Gelu() implements InputActivation {
  @Override
  public void apply(float[] x, float[] y, int values) {
    for (int i = 0; i < values; i++) {
      y[i] = (float) (x[i] * NormalDistribution.cumulative(x[i]));
    }
  }

  @Override
  public void backpropagate(float[] x, float[] dy, float[] dx, int values) {
    for (int i = 0; i < values; i++) {
      double derivative =
          NormalDistribution.cumulative(x[i]) + x[i] * NormalDistribution.density(x[i]);
      dx[i] = (float) (dy[i] * derivative);
    }
  }
}
