package io.kindling.kernels.layer;

import io.kindling.kernels.math.VectorMath;

/** A function of each value whose derivative follows from its result, so nothing else is kept. */
public non-sealed interface Activation extends ElementwiseActivation {
  /** z[i] ← f(z[i]) for from ≤ i &lt; to, where z is (rows, units). */
  void apply(VectorMath math, float[] z, int from, int to);

  /** dy[i] ← dy[i] · f′, found from y[i] = f(z[i]), for from ≤ i &lt; to; both (rows, units). */
  void backpropagate(float[] y, float[] dy, int from, int to);

  @Override
  default boolean keeps() {
    return false;
  }

  @Override
  default void forward(VectorMath math, float[] z, float[] kept, int from, int to) {
    apply(math, z, from, to);
  }

  @Override
  default void backward(float[] y, float[] kept, float[] dy, int from, int to) {
    backpropagate(y, dy, from, to);
  }
}
