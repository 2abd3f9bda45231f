package io.kindling.kernels.layer;

import io.kindling.kernels.math.VectorMath;

/**
 * A function of each value whose derivative does not follow from its result, as where it falls and
 * rises. Most of what both take, such as an exponential, they share; so the derivative is computed
 * with the result and kept until the way back.
 */
public non-sealed interface InputActivation extends ElementwiseActivation {
  /**
   * z[i] ← f(z[i]) and derivative[i] ← f′(z[i]), of z[i] as it was, for from ≤ i &lt; to; both are
   * (rows, units).
   */
  void apply(VectorMath math, float[] z, float[] derivative, int from, int to);

  @Override
  default boolean keeps() {
    return true;
  }

  @Override
  default void forward(VectorMath math, float[] z, float[] kept, int from, int to) {
    apply(math, z, kept, from, to);
  }

  @Override
  default void backward(float[] y, float[] kept, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] *= kept[i];
    }
  }
}
