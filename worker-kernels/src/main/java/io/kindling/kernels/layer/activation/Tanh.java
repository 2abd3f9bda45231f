package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/** The hyperbolic tangent; its derivative is 1 − y². */
@Formula("tanh(x)")
public record Tanh() implements Activation {
  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {
    math.tanh(z, from, to);
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] *= 1 - y[i] * y[i];
    }
  }
}
