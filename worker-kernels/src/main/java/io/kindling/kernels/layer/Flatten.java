package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * Turns height × width × channels into one vector. Rows are flat already, so nothing is computed.
 */
@Formula("H×W×C → H·W·C")
public record Flatten() implements LayerSpec {
  @Override
  public Shape outputShape(Shape input) {
    return Shape.vector(input.size());
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    return Optional.empty();
  }
}
