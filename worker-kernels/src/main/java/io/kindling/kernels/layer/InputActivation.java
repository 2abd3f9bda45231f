package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * A function applied to each value by itself whose derivative cannot be told from its result, since
 * it falls and rises. So it keeps its input, and stands as a layer of its own.
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
