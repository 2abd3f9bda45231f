package io.kindling.kernels.layer;

import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * A function applied to each value by itself, y = f(x). It works in place on ranges of an array, in
 * plain loops of which the JIT compiler makes vector code, and so can be computed together with the
 * layer before it, a few rows at a time, while they are in the first-level cache.
 */
public sealed interface ElementwiseActivation extends LayerSpec
    permits Activation, InputActivation {
  /** Whether forward keeps a value for each value, until the way back. */
  boolean keeps();

  /**
   * z[i] ← f(z[i]) for from ≤ i &lt; to.
   *
   * @param z (rows, units), of which the range is a part
   * @param kept (rows, units), what backward will need; empty unless {@link #keeps}
   */
  void forward(VectorMath math, float[] z, float[] kept, int from, int to);

  /**
   * dy[i] ← dy[i] · f′(x[i]) for from ≤ i &lt; to, after {@link #forward} over the same range.
   *
   * @param y (rows, units), what forward gave
   * @param kept (rows, units), what forward kept
   * @param dy (rows, units), the gradient by y, which becomes that by x
   */
  void backward(float[] y, float[] kept, float[] dy, int from, int to);

  @Override
  default Shape outputShape(Shape input) {
    return input;
  }

  @Override
  default Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    return Optional.of(new ActivationLayer(input.size(), this));
  }
}
