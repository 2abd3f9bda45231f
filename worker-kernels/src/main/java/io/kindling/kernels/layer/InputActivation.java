package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * A function applied to each value by itself that needs its input beside its result: for its
 * derivative, where it falls and rises, or to be computed at all. So it stands as a layer of its
 * own, whose loops run over x and y.
 */
public interface InputActivation extends LayerSpec {
  /** y[i] ← f(x[i]) for i &lt; values. */
  void apply(float[] x, float[] y, int values);

  /** dx[i] ← dy[i] · f′(x[i]) for i &lt; values. */
  void backpropagate(float[] x, float[] dy, float[] dx, int values);

  @Override
  default Shape outputShape(Shape input) {
    return input;
  }

  @Override
  default Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    return Optional.of(new InputActivationLayer(input.size(), this));
  }
}
