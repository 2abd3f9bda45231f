package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.IntSupplier;

/** A layer as a user declares it: a value. */
public interface LayerSpec extends Serializable {
  /**
   * The shape of an output row for an input row of shape {@code input}.
   *
   * @throws IllegalArgumentException when the layer cannot take such rows
   */
  Shape outputShape(Shape input);

  /**
   * The kernel for input rows of shape {@code input}, or nothing when the layer changes no value.
   *
   * @param index the layer's position in the network
   */
  Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters);

  /**
   * This layer, with a number of units where it leaves that to the data.
   *
   * @param outputs the number, asked for only where it is left open
   */
  default LayerSpec withOutputs(IntSupplier outputs) {
    return this;
  }
}
