package com.example.kinds;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/** An activation of one's own. */
@Formula("x / (1 + |x|)")
public record Softsign() implements Activation {
  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] /= 1 + Math.abs(z[i]);
    }
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      float left = 1 - Math.abs(y[i]);
      dy[i] *= left * left;
    }
  }
}
