package io.kindling.onnx.layer;

import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.graph.Attribute;
import io.kindling.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the nodes of a layer go. Values of rows are (rows, values), however many dimensions a row
 * has.
 */
final class LayerNodes {
  private final OnnxGraph graph;
  private final String layer;
  private final String input;
  private final Shape inputShape;
  private final Map<String, ParameterSlice> slices;
  private final float[] parameters;

  /**
   * Nodes of a layer.
   *
   * @param layer its position, with which the names of its parameters begin
   * @param input the value that it takes
   * @param inputShape of a row of it
   * @param slices where parameters lie, by their names
   * @param parameters the flat parameter array
   */
  LayerNodes(
      OnnxGraph graph,
      String layer,
      String input,
      Shape inputShape,
      Map<String, ParameterSlice> slices,
      float[] parameters) {
    this.graph = graph;
    this.layer = layer;
    this.input = input;
    this.inputShape = inputShape;
    this.slices = slices;
    this.parameters = parameters;
  }

  /** The value that the layer takes, (rows, inputs). */
  String input() {
    return input;
  }

  /** Values in a row of it. */
  int inputs() {
    return inputShape.size();
  }

  /** The layer's parameter, in the shape that it has. */
  String parameter(String role) {
    return parameter(role, slice(role).shape().dimensions());
  }

  /** The layer's parameter, in another shape. */
  String parameter(String role, List<Integer> dimensions) {
    ParameterSlice slice = slice(role);
    return graph.floats(slice.name(), dimensions, parameters, slice.offset());
  }

  private ParameterSlice slice(String role) {
    ParameterSlice slice = slices.get(layer + "." + role);
    if (slice == null) {
      throw new IllegalStateException("layer %s has no parameter %s".formatted(layer, role));
    }
    return slice;
  }

  /** A constant of the layer. */
  String wholes(String role, long... values) {
    return graph.wholes(layer + "." + role, values);
  }

  /** A constant of the layer. */
  String floats(String role, float... values) {
    return graph.floats(layer + "." + role, values);
  }

  /** A node that takes the layer's input, and these values behind it. */
  String ofInput(String operator, List<String> others, Attribute... attributes) {
    List<String> values = new ArrayList<>(List.of(input));
    values.addAll(others);
    return node(operator, values, attributes);
  }

  /** A node. */
  String node(String operator, List<String> values, Attribute... attributes) {
    return graph.node(operator, layer + "/" + operator, values, attributes);
  }

  /** The graph itself. */
  OnnxGraph graph() {
    return graph;
  }
}
