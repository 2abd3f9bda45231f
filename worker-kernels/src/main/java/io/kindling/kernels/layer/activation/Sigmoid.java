package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/** The logistic function 1 / (1 + e⁻ˣ); its derivative is y (1 − y). */
@Formula("1 / (1 + exp(-x))")
public record Sigmoid() implements Activation {
  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {
    math.logistic(z, from, to);
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] *= y[i] * (1 - y[i]);
    }
  }
}
