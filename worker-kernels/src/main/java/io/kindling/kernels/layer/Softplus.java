package io.kindling.kernels.layer;

import io.kindling.kernels.spec.Formula;

/**
 * The smooth rectifier, log(1 + eˣ) = max(x, 0) + log(1 + exp(−|x|)) (Dugas et al. 2001); its
 * derivative is the logistic function of x, 1 − e⁻ʸ.
 */
@Formula("log(1 + exp(x))")
public record Softplus() implements Activation {
  @Override
  public void apply(float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = z[i];
      z[i] = (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
    }
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] *= (float) (1 - Math.exp(-y[i]));
    }
  }
}
