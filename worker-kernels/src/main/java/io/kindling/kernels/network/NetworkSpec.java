package io.kindling.kernels.network;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Suggestion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * A network as a user declares it: layers one after another, or a graph of named nodes, each taking
 * what earlier ones gave. The last node gives the output.
 *
 * @param nodes at least one; a chain is a single node without a name
 */
public record NetworkSpec(List<NetworkNode> nodes) implements Serializable {
  private static final String CHAIN = "";

  /** Copies, and checks that the nodes fit together. */
  public NetworkSpec {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("A network must have at least one node");
    }
    checkNames(nodes);
  }

  /** The network of these layers, one after another. */
  public static NetworkSpec of(LayerSpec... layers) {
    return of(List.of(layers));
  }

  /** The network of these layers, one after another. */
  public static NetworkSpec of(List<LayerSpec> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("A network must have at least one layer");
    }
    return new NetworkSpec(
        List.of(new NetworkNode(CHAIN, NetworkNode.Join.ADD, List.of(NetworkNode.INPUT), layers)));
  }

  /** The graph of these nodes. */
  public static NetworkSpec graph(NetworkNode... nodes) {
    return new NetworkSpec(List.of(nodes));
  }

  /** Whether the network is declared as layers one after another. */
  public boolean isChain() {
    return nodes.get(0).name().equals(CHAIN);
  }

  /** All layers, in order. */
  public List<LayerSpec> layers() {
    return nodes.stream().flatMap(node -> node.layers().stream()).toList();
  }

  /**
   * The same, with a number of units where a layer leaves that to the data.
   *
   * @param outputs the number, asked for only where it is left open
   */
  public NetworkSpec withOutputs(IntSupplier outputs) {
    return new NetworkSpec(nodes.stream().map(node -> node.withOutputs(outputs)).toList());
  }

  /** Reads a list of layers, or a mapping of names to nodes. */
  public static NetworkSpec read(Setting setting) {
    if (!setting.isMapping()) {
      List<LayerSpec> layers = NetworkNode.readLayers(setting);
      if (layers.isEmpty()) {
        throw setting.wrong("at least one layer");
      }
      return of(layers);
    }
    List<NetworkNode> nodes = new ArrayList<>();
    String before = NetworkNode.INPUT;
    for (Map.Entry<String, Setting> entry : setting.entriesByName().entrySet()) {
      nodes.add(NetworkNode.read(entry.getKey(), before, entry.getValue()));
      before = entry.getKey();
    }
    return setting.make(() -> new NetworkSpec(nodes));
  }

  /** What {@link #read} takes, as plain lists, maps and scalars. */
  public Object write() {
    if (isChain()) {
      return nodes.get(0).writeLayers();
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    nodes.forEach(node -> plain.put(node.name(), node.write()));
    return plain;
  }

  private static void checkNames(List<NetworkNode> nodes) {
    Set<String> known = new LinkedHashSet<>(Set.of(NetworkNode.INPUT));
    Set<String> unused = new LinkedHashSet<>();
    for (NetworkNode node : nodes) {
      for (String input : node.inputs()) {
        if (!known.contains(input)) {
          throw new IllegalArgumentException(
              "Node '%s' takes '%s', which no earlier node is called, expected %s"
                  .formatted(node.name(), input, Suggestion.expectedInsteadOf(input, known)));
        }
        unused.remove(input);
      }
      boolean chain = node.name().equals(CHAIN) && nodes.size() == 1;
      if (!chain && !node.name().matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException(
            "A node's name must be of letters, digits, _ and -, got '%s'".formatted(node.name()));
      }
      if (!known.add(node.name())) {
        throw new IllegalArgumentException(
            "Each node must have a name of its own, got '%s' again".formatted(node.name()));
      }
      unused.add(node.name());
    }
    unused.remove(nodes.get(nodes.size() - 1).name());
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "Every node but the last must be taken by another one, got '%s'"
              .formatted(unused.iterator().next()));
    }
  }
}
