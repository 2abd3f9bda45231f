package io.kindling.kernels.layer;

import io.kindling.kernels.spec.Formula;

/**
 * x σ(x), with derivative σ(x) (1 + x (1 − σ(x))) (Elfwing, Uchibe and Doya 2018; also known as
 * swish).
 */
@Formula("x / (1 + exp(−x))")
public record Silu() implements InputActivation {
  @Override
  public void apply(float[] x, float[] y, int values) {
    for (int i = 0; i < values; i++) {
      y[i] = (float) (x[i] / (1 + Math.exp(-x[i])));
    }
  }

  @Override
  public void backpropagate(float[] x, float[] dy, float[] dx, int values) {
    for (int i = 0; i < values; i++) {
      double sigmoid = 1 / (1 + Math.exp(-x[i]));
      dx[i] = (float) (dy[i] * sigmoid * (1 + x[i] * (1 - sigmoid)));
    }
  }
}
