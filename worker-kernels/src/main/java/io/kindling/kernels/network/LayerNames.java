package io.kindling.kernels.network;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a setting names layers of a network: by the position, such as {@code 2} or {@code head.0}, or
 * by a node, which stands for all its layers.
 */
public final class LayerNames {
  private LayerNames() {}

  /** The layers by their positions, in order. */
  public static Map<String, LayerSpec> layers(NetworkSpec network) {
    Map<String, LayerSpec> layers = new LinkedHashMap<>();
    for (NetworkNode node : network.nodes()) {
      for (int i = 0; i < node.layers().size(); i++) {
        layers.put(OperationName.ofLayer(node, i).position(), node.layers().get(i));
      }
    }
    return layers;
  }

  /** What errors call a layer, such as {@code network[2] (dense)}, by its position. */
  public static Map<String, String> places(NetworkSpec network) {
    Map<String, String> places = new LinkedHashMap<>();
    for (NetworkNode node : network.nodes()) {
      for (int i = 0; i < node.layers().size(); i++) {
        places.put(OperationName.ofLayer(node, i).position(), NetworkCompiler.place(node, i));
      }
    }
    return places;
  }

  /**
   * The positions of the layers that are named, in the order of the network.
   *
   * @param setting that names them
   * @throws InvalidInputException for a name of no layer and no node
   */
  public static Set<String> positions(NetworkSpec network, List<String> names, String setting) {
    Map<String, List<String>> known = new LinkedHashMap<>();
    for (NetworkNode node : network.nodes()) {
      List<String> ofNode = new ArrayList<>();
      for (int i = 0; i < node.layers().size(); i++) {
        String position = OperationName.ofLayer(node, i).position();
        ofNode.add(position);
        known.put(position, List.of(position));
      }
      if (!node.name().isEmpty()) {
        known.put(node.name(), ofNode);
      }
    }
    Set<String> named = new LinkedHashSet<>();
    for (String name : names) {
      List<String> positions = known.get(name);
      if (positions == null) {
        throw InvalidInputException.atSetting(
            setting,
            "'%s', which is no layer of the network".formatted(name),
            Suggestion.expectedInsteadOf(name, known.keySet()));
      }
      named.addAll(positions);
    }
    Set<String> ordered = new LinkedHashSet<>(layers(network).keySet());
    ordered.retainAll(named);
    return ordered;
  }
}
