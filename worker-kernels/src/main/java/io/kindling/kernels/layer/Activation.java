package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * A function applied to each value by itself, whose derivative can be told from its result, so that
 * it works in place and fuses with the dense layer before it. Plain loops over a few rows at a
 * time: the JIT compiler makes vector code of them, and the rows are still in the first-level
 * cache.
 */
public interface Activation extends LayerSpec {
  /** z[i] ← f(z[i]) for from ≤ i &lt; to. */
  void apply(float[] z, int from, int to);

  /** dy[i] ← dy[i] · f′, told from y[i] = f(z[i]), for from ≤ i &lt; to. */
  void backpropagate(float[] y, float[] dy, int from, int to);

  @Override
  default Shape outputShape(Shape input) {
    return input;
  }

  @Override
  default Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    return Optional.of(new ActivationLayer(input.size(), this));
  }
}
