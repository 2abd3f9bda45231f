package io.kindling.kernels.network;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns nodes into operations on values. A layer right behind one that can compute it in the same
 * pass is fused with it, such as an activation with a dense layer.
 */
final class NetworkCompiler {
  /** An operation whose sources' gradients are not settled yet. */
  private record Draft(
      OperationName name,
      List<Integer> sources,
      NetworkNode.Join join,
      List<Layer> layer,
      boolean frozen) {
    Draft with(OperationName fusedName, Layer fused) {
      return new Draft(fusedName, sources, join, List.of(fused), frozen);
    }

    boolean isLearnt() {
      return !frozen && layer.stream().anyMatch(Layer::trainable);
    }
  }

  private final ParameterLayout.Builder parameters;
  private final Set<String> frozen;
  private final boolean toInput;
  private final List<Integer> widths = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, Integer> valueOf = new HashMap<>();
  private final Map<String, Shape> shapeOf = new HashMap<>();
  private int layers;
  private Shape outputs;

  /**
   * Compiles.
   *
   * @param toInput whether the way back goes on to the network's input
   */
  NetworkCompiler(ModelSpec model, ParameterLayout counted, boolean toInput) {
    NetworkSpec spec = model.network();
    Shape input = model.input();
    this.parameters = new ParameterLayout.Builder(counted);
    this.frozen = model.frozen();
    this.toInput = toInput;
    this.outputs = input;
    widths.add(input.size());
    valueOf.put(NetworkNode.INPUT, 0);
    shapeOf.put(NetworkNode.INPUT, input);
    spec.nodes().forEach(this::append);
  }

  /** The shape of the last node's output. */
  Shape outputs() {
    return outputs;
  }

  ParameterLayout parameters() {
    return parameters.build();
  }

  /** Values in a row of each value. */
  List<Integer> widths() {
    return widths;
  }

  private void append(NetworkNode node) {
    Shape shape = join(node);
    int value = node.inputs().size() > 1 ? last() : valueOf.getOrDefault(node.inputs().get(0), 0);
    int first = drafts.size(); // a layer is fused with one of its own node only
    for (int i = 0; i < node.layers().size(); i++) {
      LayerSpec layer = node.layers().get(i);
      OperationName name = OperationName.ofLayer(node, i);
      parameters.startLayer(name.position(), frozen.contains(name.position()));
      try {
        Shape next = layer.outputShape(shape);
        value = append(name, layer, shape, value, first);
        shape = next;
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw InvalidInputException.atSetting(place(node, i), String.valueOf(e.getMessage()));
      }
    }
    valueOf.put(node.name(), value);
    shapeOf.put(node.name(), shape);
    outputs = shape;
  }

  private int append(OperationName name, LayerSpec spec, Shape input, int value, int first) {
    int index = layers++;
    int before = drafts.size() - 1;
    if (before >= first) {
      Draft draft = drafts.get(before);
      Optional<Layer> fused = draft.layer().get(0).fusedWith(spec);
      if (fused.isPresent()) {
        drafts.set(before, draft.with(draft.name().with(name), fused.get()));
        return value;
      }
    }
    return spec.compile(index, input, parameters)
        .map(layer -> add(ofLayer(name, value, layer), layer.outputs()))
        .orElse(value);
  }

  private Draft ofLayer(OperationName name, int value, Layer layer) {
    boolean stays = layer.trainable() && frozen.contains(name.position());
    return new Draft(name, List.of(value), NetworkNode.Join.ADD, List.of(layer), stays);
  }

  private int add(Draft draft, int width) {
    drafts.add(draft);
    widths.add(width);
    return last();
  }

  private int last() {
    return widths.size() - 1;
  }

  /** The shape of what the node's layers take; joins several inputs. */
  private Shape join(NetworkNode node) {
    List<Shape> shapes = node.inputs().stream().map(shapeOf::get).toList();
    if (shapes.size() == 1) {
      return shapes.get(0);
    }
    Shape joined = shapes.get(0);
    if (node.join() == NetworkNode.Join.CONCAT) {
      joined = concatenated(node, shapes);
    } else if (!shapes.stream().allMatch(shapes.get(0)::equals)) {
      throw InvalidInputException.atSetting(
          "network." + node.name(),
          "a sum of shapes " + String.join(" and ", shapes.stream().map(Shape::toString).toList()),
          "one shape");
    }
    List<Integer> sources = node.inputs().stream().map(valueOf::get).toList();
    add(
        new Draft(OperationName.ofJoin(node), sources, node.join(), List.of(), false),
        joined.size());
    return joined;
  }

  private static Shape concatenated(NetworkNode node, List<Shape> shapes) {
    long values = shapes.stream().mapToLong(Shape::size).sum();
    if (values > Integer.MAX_VALUE) {
      throw InvalidInputException.atSetting(
          "network." + node.name(), values + " values", "fewer than 2^31");
    }
    return Shape.vector((int) values);
  }

  /** Where a layer stands, for errors. */
  static String place(NetworkNode node, int layer) {
    String name = LayerCatalogue.LAYERS.nameOf(node.layers().get(layer));
    return "network%s[%s] (%s)"
        .formatted(node.name().isEmpty() ? "" : "." + node.name(), layer, name);
  }

  /** For each value, whether anything is learnt on the way to it, or its gradient is asked for. */
  boolean[] learns() {
    boolean[] learns = new boolean[widths.size()];
    learns[0] = toInput;
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      learns[i + 1] =
          draft.isLearnt() || draft.sources().stream().anyMatch(source -> learns[source]);
    }
    return learns;
  }

  /** What the operations are called, in their order. */
  List<OperationName> names() {
    return drafts.stream().map(Draft::name).toList();
  }

  /** The operations; who comes last in their order is the first to give a gradient. */
  List<Operation> operations() {
    boolean[] learns = learns();
    boolean[] given = new boolean[widths.size()];
    Operation[] operations = new Operation[drafts.size()];
    for (int i = drafts.size() - 1; i >= 0; i--) {
      List<Source> sources = new ArrayList<>();
      for (int source : drafts.get(i).sources()) {
        Source.GradientUse first = given[source] ? Source.GradientUse.ADD : Source.GradientUse.SET;
        sources.add(new Source(source, learns[source] ? first : Source.GradientUse.NONE));
        given[source] = true;
      }
      operations[i] = operation(drafts.get(i), sources, i + 1);
    }
    return List.of(operations);
  }

  private Operation operation(Draft draft, List<Source> sources, int target) {
    if (!draft.layer().isEmpty()) {
      return new LayerOperation(draft.layer().get(0), sources.get(0), target, draft.frozen());
    }
    int width = widths.get(target);
    return draft.join() == NetworkNode.Join.ADD
        ? new AddOperation(sources, width, target)
        : new ConcatOperation(
            sources, draft.sources().stream().map(widths::get).toList(), width, target);
  }
}
