package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Catalogue;
import io.kindling.kernels.spec.Shape;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** A layer as a user declares it: a value. */
public interface LayerSpec extends Serializable {
  /** Every layer by its name in a config file. */
  Catalogue<LayerSpec> CATALOGUE =
      Catalogue.of(
          "layer",
          LayerSpec.class,
          List.of(
              Dense.class,
              Flatten.class,
              Slice.class,
              Embedding.class,
              Sigmoid.class,
              Tanh.class,
              Relu.class,
              LeakyRelu.class,
              Prelu.class,
              Elu.class,
              Selu.class,
              Silu.class,
              Gelu.class,
              GeluTanh.class,
              Softplus.class,
              Maxout.class,
              Softmax.class,
              Dropout.class,
              BatchNorm.class,
              LayerNorm.class),
          Initializer.CATALOGUE);

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
}
