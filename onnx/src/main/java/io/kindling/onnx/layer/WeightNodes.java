package io.kindling.onnx.layer;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Maxout;
import io.kindling.onnx.graph.Attribute;
import io.kindling.onnx.graph.ElementType;
import io.kindling.onnx.graph.OnnxGraph;
import java.util.List;

/** Layers that multiply by weights, or look them up. */
final class WeightNodes {
  private static final Attribute WEIGHTS_BY_UNIT = Attribute.whole("transB", 1);

  private WeightNodes() {}

  static String dense(Dense layer, LayerNodes nodes) {
    String weight = nodes.parameter("weight");
    return nodes.ofInput(
        "Gemm",
        layer.bias() ? List.of(weight, nodes.parameter("bias")) : List.of(weight),
        WEIGHTS_BY_UNIT);
  }

  /** All pieces as one dense layer, (rows, pieces · units), of which the largest is taken. */
  static String maxout(Maxout layer, LayerNodes nodes) {
    int all = layer.pieces() * layer.units();
    String weight = nodes.parameter("weight", List.of(all, nodes.inputs()));
    String bias = nodes.parameter("bias", List.of(all));
    String affine = nodes.ofInput("Gemm", List.of(weight, bias), WEIGHTS_BY_UNIT);
    String shape = nodes.wholes("pieces", 0, layer.pieces(), layer.units()); // 0: as many rows
    String pieces = nodes.node("Reshape", List.of(affine, shape));
    return nodes.node(
        "ReduceMax", List.of(pieces, nodes.wholes("axis", 1)), Attribute.whole("keepdims", 0));
  }

  /**
   * Gather would count negative numbers from the end of the table, and a cast cuts fractions off,
   * so whatever is no category becomes one past the last, which is an error.
   */
  static String embedding(Embedding layer, LayerNodes nodes) {
    OnnxGraph graph = nodes.graph();
    String whole = nodes.node("Equal", List.of(nodes.input(), nodes.ofInput("Floor", List.of())));
    String counted = nodes.ofInput("GreaterOrEqual", List.of(nodes.floats("first", 0)));
    String valid = nodes.node("And", List.of(whole, counted));
    String past = nodes.floats("past", layer.categories());
    String number = nodes.node("Where", List.of(valid, nodes.input(), past));
    String index = graph.cast(number, ElementType.INT64, number);
    String vectors = nodes.node("Gather", List.of(nodes.parameter("weight"), index));
    String shape = nodes.wholes("outputs", 0, (long) nodes.inputs() * layer.dimensions());
    return nodes.node("Reshape", List.of(vectors, shape));
  }
}
