package io.kindling.onnx.layer;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkNode;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.graph.OnnxGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes that compute a network in evaluation. */
public final class NetworkNodes {
  private final OnnxGraph graph;
  private final float[] parameters;
  private final Map<String, ParameterSlice> slices = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();

  /** A value of the graph, (rows, values), with the shape of a row. */
  private record Value(String name, Shape shape) {}

  private NetworkNodes(OnnxGraph graph, ModelSpec spec, float[] parameters) {
    this.graph = graph;
    this.parameters = parameters;
    spec.compile().parameters().slices().forEach(slice -> slices.put(slice.name(), slice));
  }

  /**
   * Adds the nodes of a network.
   *
   * @param parameters the flat parameter array
   * @param input the value that the network takes, (rows, inputs)
   * @return the value that it gives, (rows, outputs)
   * @throws InvalidInputException when a layer is none of the catalogue's, before any node is added
   */
  public static String add(OnnxGraph graph, ModelSpec spec, float[] parameters, String input) {
    spec.network().nodes().forEach(NetworkNodes::check);
    NetworkNodes nodes = new NetworkNodes(graph, spec, parameters);
    Value last = new Value(input, spec.input());
    nodes.values.put(NetworkNode.INPUT, last);
    for (NetworkNode node : spec.network().nodes()) {
      last = nodes.add(node);
      nodes.values.put(node.name(), last);
    }
    return last.name();
  }

  private static void check(NetworkNode node) {
    for (int i = 0; i < node.layers().size(); i++) {
      LayerSpec layer = node.layers().get(i);
      if (LayerExports.of(layer).isEmpty()) {
        throw InvalidInputException.at(
            "network%s[%s]".formatted(node.name().isEmpty() ? "" : "." + node.name(), i),
            "the layer " + LayerCatalogue.LAYERS.nameOf(layer),
            "layers of Kindling itself, which alone can be written as ONNX");
      }
    }
  }

  private Value add(NetworkNode node) {
    Value value = join(node);
    for (int i = 0; i < node.layers().size(); i++) {
      LayerSpec layer = node.layers().get(i);
      String position = node.name().isEmpty() ? "" + i : node.name() + "." + i;
      LayerNodes nodes =
          new LayerNodes(graph, position, value.name(), value.shape(), slices, parameters);
      String result = LayerExports.of(layer).orElseThrow().export(layer, nodes);
      value = new Value(result, layer.outputShape(value.shape()));
    }
    return value;
  }

  private Value join(NetworkNode node) {
    List<Value> joined = node.inputs().stream().map(this::value).toList();
    if (joined.size() == 1) {
      return joined.get(0);
    }
    List<String> names = joined.stream().map(Value::name).toList();
    return switch (node.join()) {
      case ADD -> new Value(graph.node("Sum", node.name() + "/Sum", names), joined.get(0).shape());
      case CONCAT ->
          new Value(
              graph.concat(node.name() + "/Concat", names),
              Shape.vector(joined.stream().mapToInt(value -> value.shape().size()).sum()));
    };
  }

  private Value value(String node) {
    Value value = values.get(node);
    if (value == null) {
      throw new IllegalStateException("no node " + node);
    }
    return value;
  }
}
