package io.kindling.onnx.layer;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.layer.Slice;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How each layer of the catalogue is written. */
final class LayerExports {
  private static final Map<Class<? extends LayerSpec>, LayerExport<LayerSpec>> EXPORTS =
      new HashMap<>();

  static {
    add(Dense.class, WeightNodes::dense);
    add(Maxout.class, WeightNodes::maxout);
    add(Embedding.class, WeightNodes::embedding);
    add(BatchNorm.class, NormNodes::batchNorm);
    add(LayerNorm.class, NormNodes::layerNorm);
    add(Slice.class, LayerExports::slice);
    // Rows are flat already, and dropout does nothing in evaluation.
    add(Flatten.class, (layer, nodes) -> nodes.input());
    add(Dropout.class, (layer, nodes) -> nodes.input());
    add(Relu.class, ActivationNodes.of("Relu"));
    add(LeakyRelu.class, ActivationNodes::leakyRelu);
    add(Prelu.class, ActivationNodes::prelu);
    add(Elu.class, ActivationNodes::elu);
    add(Selu.class, ActivationNodes.of("Selu")); // with λ and α of the same paper
    add(Sigmoid.class, ActivationNodes.of("Sigmoid"));
    add(Silu.class, ActivationNodes::silu);
    add(Tanh.class, ActivationNodes.of("Tanh"));
    add(Gelu.class, ActivationNodes.gelu("none"));
    add(GeluTanh.class, ActivationNodes.gelu("tanh"));
    add(Softplus.class, ActivationNodes.of("Softplus"));
    add(Softmax.class, ActivationNodes::softmax);
  }

  private LayerExports() {}

  private static <L extends LayerSpec> void add(Class<L> kind, LayerExport<? super L> export) {
    EXPORTS.put(kind, (layer, nodes) -> export.export(kind.cast(layer), nodes));
  }

  /** The kinds that can be written. */
  static Set<Class<? extends LayerSpec>> kinds() {
    return Set.copyOf(EXPORTS.keySet());
  }

  /** How a layer is written, if it can be. */
  static Optional<LayerExport<LayerSpec>> of(LayerSpec layer) {
    return Optional.ofNullable(EXPORTS.get(layer.getClass()));
  }

  private static String slice(Slice layer, LayerNodes nodes) {
    return nodes.ofInput(
        "Slice",
        List.of(
            nodes.wholes("from", layer.from()),
            nodes.wholes("to", layer.to()),
            nodes.wholes("axis", 1)));
  }
}
