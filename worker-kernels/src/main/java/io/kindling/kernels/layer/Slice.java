package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * Some neighbouring values of a row, so that a network can treat parts of its input differently.
 *
 * @param from the position of the first value, from 0
 * @param to one past the position of the last
 */
@Formula("y = x[from … to − 1]")
public record Slice(int from, int to) implements LayerSpec {
  /** Checks the positions. */
  public Slice {
    Require.atLeast(0, "Slice from", from);
    Require.atLeast(from + 1, "Slice to", to);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (to > input.size()) {
      throw new IllegalArgumentException(
          "Slice to must be at most the number of values, %s, got %s".formatted(input.size(), to));
    }
    return Shape.vector(to - from);
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    outputShape(input);
    return Optional.of(new SliceLayer(input.size(), from, to - from));
  }
}
