package io.kindling.kernels.network;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.layer.Slice;
import io.kindling.kernels.layer.Units;
import io.kindling.kernels.layer.activation.Elu;
import io.kindling.kernels.layer.activation.Gelu;
import io.kindling.kernels.layer.activation.GeluTanh;
import io.kindling.kernels.layer.activation.LeakyRelu;
import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Selu;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.layer.activation.Silu;
import io.kindling.kernels.layer.activation.Softmax;
import io.kindling.kernels.layer.activation.Softplus;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.spec.Catalogue;
import java.util.List;

/** The layers that a config file can name. */
public final class LayerCatalogue {
  /** Every layer by its name in a config file. */
  public static final Catalogue<LayerSpec> LAYERS =
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
          Initializer.CATALOGUE,
          Units.CATALOGUE);

  private LayerCatalogue() {}
}
