package io.kindling.kernels.layer;

import io.kindling.kernels.math.VectorMath;

/** f(x) = x: what a dense layer computes when no activation follows it. */
public record Identity() implements Activation {
  @Override
  public void apply(VectorMath math, float[] z, int from, int to) {}

  @Override
  public void backpropagate(float[] y, float[] dy, int from, int to) {}
}
