package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/** The rectifier, max(0, x); its derivative at 0 is taken as 0 (Nair and Hinton 2010). */
@Formula("max(0, x)")
public record Relu() implements Activation {
  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] = Math.max(z[i], 0f);
    }
  }

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      // 1 where y > 0, else 0; a comparison would be guessed wrong half of the time.
      dy[i] *= Math.min(1f, y[i] * Float.MAX_VALUE * Float.MAX_VALUE);
    }
  }
}
