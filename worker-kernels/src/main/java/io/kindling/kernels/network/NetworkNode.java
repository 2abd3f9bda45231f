package io.kindling.kernels.network;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A node of a network: what it takes, and layers one after another.
 *
 * @param name by which other nodes take its output, and under which its parameters are saved
 * @param join how several inputs become one
 * @param inputs the names of earlier nodes, or {@link #INPUT}; at least one
 * @param layers maybe none
 */
public record NetworkNode(String name, Join join, List<String> inputs, List<LayerSpec> layers)
    implements Serializable {
  /** The name of the network's input. */
  public static final String INPUT = "input";

  private static final String LAYERS = "layers";
  private static final String FROM = "from";

  /** How several inputs become one. */
  public enum Join {
    /** Their sum; all have one shape. */
    ADD,
    /** One behind the other, as a vector. */
    CONCAT;

    private String configName() {
      return this == ADD ? "add" : "concat";
    }
  }

  /** Copies and checks. */
  public NetworkNode {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("Node '%s' must have an input".formatted(name));
    }
    if (new HashSet<>(inputs).size() < inputs.size()) {
      throw new IllegalArgumentException(
          "Node '%s' must take each input once, got %s".formatted(name, inputs));
    }
  }

  /** Layers behind {@code input}. */
  public static NetworkNode chain(String name, String input, LayerSpec... layers) {
    return new NetworkNode(name, Join.ADD, List.of(input), List.of(layers));
  }

  /** Layers behind the sum of {@code inputs}. */
  public static NetworkNode add(String name, List<String> inputs, LayerSpec... layers) {
    return new NetworkNode(name, Join.ADD, inputs, List.of(layers));
  }

  /** Layers behind {@code inputs} one behind the other. */
  public static NetworkNode concat(String name, List<String> inputs, LayerSpec... layers) {
    return new NetworkNode(name, Join.CONCAT, inputs, List.of(layers));
  }

  /** Reads a list of layers, or a mapping of {@code from}, {@code add} or {@code concat}. */
  static NetworkNode read(String name, String before, Setting setting) {
    if (setting.isList()) {
      return new NetworkNode(name, Join.ADD, List.of(before), readLayers(setting));
    }
    Fields fields = setting.fields();
    Optional<Setting> from = fields.optional(FROM);
    Optional<Setting> add = fields.optional(Join.ADD.configName());
    Optional<Setting> concat = fields.optional(Join.CONCAT.configName());
    List<LayerSpec> layers = fields.optional(LAYERS).map(NetworkNode::readLayers).orElse(List.of());
    fields.done();
    if (from.isPresent() && add.isEmpty() && concat.isEmpty()) {
      return new NetworkNode(name, Join.ADD, List.of(from.get().text()), layers);
    }
    if (from.isPresent() || add.isPresent() == concat.isPresent()) {
      throw setting.wrong("a list of layers, or one of from, add and concat");
    }
    Join join = add.isPresent() ? Join.ADD : Join.CONCAT;
    Setting joined = add.or(() -> concat).orElseThrow();
    List<String> inputs = joined.texts();
    if (inputs.size() < 2) {
      throw joined.wrong("the names of at least two nodes");
    }
    return joined.make(() -> new NetworkNode(name, join, inputs, layers));
  }

  /** The same, with a number of units where a layer leaves that to the data. */
  NetworkNode withOutputs(IntSupplier outputs) {
    return new NetworkNode(
        name, join, inputs, layers.stream().map(layer -> layer.withOutputs(outputs)).toList());
  }

  /** Reads a list of layers. */
  static List<LayerSpec> readLayers(Setting setting) {
    return setting.elements().stream().map(LayerCatalogue.LAYERS::read).toList();
  }

  /** What {@link #read} takes, as plain lists, maps and scalars. */
  Object write() {
    Map<String, Object> plain = new LinkedHashMap<>();
    if (inputs.size() == 1) {
      plain.put(FROM, inputs.get(0));
    } else {
      plain.put(join.configName(), inputs);
    }
    plain.put(LAYERS, writeLayers());
    return plain;
  }

  /** The layers, as plain lists, maps and scalars. */
  List<Object> writeLayers() {
    return layers.stream().map(LayerCatalogue.LAYERS::write).toList();
  }
}
