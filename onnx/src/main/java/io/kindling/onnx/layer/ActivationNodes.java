package io.kindling.onnx.layer;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Elu;
import io.kindling.kernels.layer.activation.LeakyRelu;
import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.layer.activation.Silu;
import io.kindling.kernels.layer.activation.Softmax;
import io.kindling.onnx.graph.Attribute;
import java.util.List;

/** Activations: an operator each, but for SiLU, which ONNX has from opset 24 on only. */
final class ActivationNodes {
  private ActivationNodes() {}

  /** An operator without settings. */
  static LayerExport<LayerSpec> of(String operator) {
    return (layer, nodes) -> nodes.ofInput(operator, List.of());
  }

  static LayerExport<LayerSpec> gelu(String approximation) {
    return (layer, nodes) ->
        nodes.ofInput("Gelu", List.of(), Attribute.text("approximate", approximation));
  }

  static String leakyRelu(LeakyRelu layer, LayerNodes nodes) {
    return nodes.ofInput("LeakyRelu", List.of(), Attribute.number("alpha", layer.slope()));
  }

  static String prelu(Prelu layer, LayerNodes nodes) {
    return nodes.ofInput("PRelu", List.of(nodes.parameter("slope")));
  }

  static String elu(Elu layer, LayerNodes nodes) {
    return nodes.ofInput("Elu", List.of(), Attribute.number("alpha", layer.alpha()));
  }

  static String silu(Silu layer, LayerNodes nodes) {
    String gate = nodes.ofInput("Sigmoid", List.of());
    return nodes.ofInput("Mul", List.of(gate));
  }

  static String softmax(Softmax layer, LayerNodes nodes) {
    return nodes.ofInput("Softmax", List.of(), Attribute.whole("axis", 1));
  }
}
