package io.kindling.kernels.network;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a network consists of, layer by layer, as it is declared: before activations are fused.
 *
 * @param lines one for each layer, and for each node that joins others
 */
public record NetworkSummary(List<Line> lines) {
  /**
   * A layer, or the join of several nodes.
   *
   * @param name its position, such as {@code 2} or {@code head.0}; the node's name for a join
   * @param kind such as {@code dense}
   * @param output the shape of an output row
   * @param parameters how many it has, learnt, observed or frozen
   * @param trainable how many of them are learnt
   * @param flops floating-point operations that forward takes for a row, about
   * @param values float32 values that a row takes in the workspace of a training
   */
  public record Line(
      String name,
      String kind,
      Shape output,
      long parameters,
      long trainable,
      long flops,
      long values) {}

  // Large enough that scratch which does not grow with the rows counts for nothing.
  private static final int ROWS = 1 << 16;

  /** Copies. */
  public NetworkSummary {
    lines = List.copyOf(lines);
  }

  /**
   * The summary of a model's network.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when it cannot be compiled
   */
  public static NetworkSummary of(ModelSpec spec) {
    ParameterLayout layout = spec.compile().parameters();
    List<Line> lines = new ArrayList<>();
    Map<String, Shape> shapes = new HashMap<>(Map.of(NetworkNode.INPUT, spec.input()));
    int index = 0;
    for (NetworkNode node : spec.network().nodes()) {
      List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
      Shape shape = inputs.get(0);
      if (inputs.size() > 1) {
        boolean concat = node.join() == NetworkNode.Join.CONCAT;
        shape = concat ? Shape.vector(inputs.stream().mapToInt(Shape::size).sum()) : shape;
        long flops = concat ? 0 : (long) (inputs.size() - 1) * shape.size();
        lines.add(
            new Line(
                node.name(),
                (concat ? "concat " : "add ") + String.join(", ", node.inputs()),
                shape,
                0,
                0,
                flops,
                2L * shape.size()));
      }
      for (int i = 0; i < node.layers().size(); i++) {
        String name = node.name().isEmpty() ? "" + i : node.name() + "." + i;
        lines.add(line(name, node.layers().get(i), index++, shape, layout));
        shape = lines.get(lines.size() - 1).output();
      }
      shapes.put(node.name(), shape);
    }
    return new NetworkSummary(lines);
  }

  private static Line line(
      String name, LayerSpec spec, int index, Shape input, ParameterLayout layout) {
    Shape output = spec.outputShape(input);
    Optional<Layer> layer = spec.compile(index, input, new ParameterLayout.Builder());
    List<ParameterSlice> slices =
        layout.slices().stream().filter(slice -> slice.layer().equals(name)).toList();
    return new Line(
        name,
        LayerCatalogue.LAYERS.nameOf(spec),
        output,
        slices.stream().mapToLong(ParameterSlice::length).sum(),
        slices.stream()
            .filter(slice -> slice.kind().isLearnt())
            .mapToLong(ParameterSlice::length)
            .sum(),
        layer.map(Layer::flops).orElse(0L),
        layer.map(l -> 2L * l.outputs() + l.scratch(ROWS, true) / ROWS).orElse(0L));
  }

  /** The parameters of all layers. */
  public long parameters() {
    return lines.stream().mapToLong(Line::parameters).sum();
  }

  /** Those of them that are learnt. */
  public long trainable() {
    return lines.stream().mapToLong(Line::trainable).sum();
  }

  /** The floating-point operations of a forward pass for a row, about. */
  public long flops() {
    return lines.stream().mapToLong(Line::flops).sum();
  }

  /** The float32 values that a row takes in the workspace of a training, without its input. */
  public long values() {
    return lines.stream().mapToLong(Line::values).sum();
  }
}
