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
  public void apply(VectorMath math, float[] z, float[] derivative, int from, int to) {
    System.arraycopy(z, from, derivative, from, to - from);
    math.exp(derivative, from, to);
    for (int i = from; i < to; i++) {
      float complement = 1 / (1 + derivative[i]);
      float sigmoid = derivative[i] * complement;
      derivative[i] = sigmoid * (1 + z[i] * complement);
      z[i] *= sigmoid;
    }
  }
}
