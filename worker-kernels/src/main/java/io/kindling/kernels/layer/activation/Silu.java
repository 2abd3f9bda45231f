package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.InputActivation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/**
 * x σ(x), with derivative σ(x) (1 + x (1 − σ(x))) (Elfwing, Uchibe and Doya 2018; also known as
 * swish).
 */
@Formula("x / (1 + exp(−x))")
public record Silu() implements InputActivation {
  @Override
  public void apply(float[] x, float[] y, int values) {
    System.arraycopy(x, 0, y, 0, values);
    VectorMath.exp(y, 0, values);
    for (int i = 0; i < values; i++) {
      y[i] = x[i] * (y[i] / (1 + y[i]));
    }
  }

  @Override
  public void backpropagate(float[] x, float[] dy, float[] dx, int values) {
    System.arraycopy(x, 0, dx, 0, values);
    VectorMath.exp(dx, 0, values);
    for (int i = 0; i < values; i++) {
      float complement = 1 / (1 + dx[i]);
      float sigmoid = dx[i] * complement;
      dx[i] = dy[i] * sigmoid * (1 + x[i] * complement);
    }
  }
}
