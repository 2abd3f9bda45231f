package io.kindling.onnx.layer;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.onnx.graph.Attribute;
import java.util.List;

/** Normalisations. */
final class NormNodes {
  private NormNodes() {}

  /** By the running statistics, as in evaluation. */
  static String batchNorm(BatchNorm layer, LayerNodes nodes) {
    return nodes.ofInput(
        "BatchNormalization",
        List.of(
            nodes.parameter("weight"),
            nodes.parameter("bias"),
            nodes.parameter("running_mean"),
            nodes.parameter("running_var")),
        Attribute.number("epsilon", layer.epsilon()));
  }

  static String layerNorm(LayerNorm layer, LayerNodes nodes) {
    return nodes.ofInput(
        "LayerNormalization",
        List.of(nodes.parameter("weight"), nodes.parameter("bias")),
        Attribute.whole("axis", 1),
        Attribute.number("epsilon", layer.epsilon()));
  }
}
