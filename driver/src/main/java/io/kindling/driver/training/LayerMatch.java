package io.kindling.driver.training;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.LayerNames;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which layers of a network are those of the model that it starts from: those of the same position,
 * kind and shapes.
 */
final class LayerMatch {
  private final InitFrom from;
  private final TrainedModel model;
  private final ParameterLayout layout;
  private final Map<String, List<ParameterSlice>> wanted;
  private final Map<String, List<ParameterSlice>> found;
  private final Map<String, LayerSpec> layers;
  private final Map<String, String> places;
  private final Set<String> anew;
  private final Map<String, LayerSpec> modelLayers;

  /**
   * Matches.
   *
   * @param spec the network that is trained
   * @param model the one that {@code from} declares
   * @throws InvalidInputException when layers have no counterpart, and are not declared to start
   *     anew; each is named
   */
  LayerMatch(ModelSpec spec, InitFrom from, TrainedModel model) {
    this.from = from;
    this.model = model;
    this.layout = spec.freezing(Set.of()).compile().parameters();
    this.wanted = byLayer(layout);
    this.found = byLayer(model.spec().compile().parameters());
    this.layers = LayerNames.layers(spec.network());
    this.places = LayerNames.places(spec.network());
    this.modelLayers = LayerNames.layers(model.spec().network());
    this.anew = from.anew(spec.network());
    check();
  }

  private static Map<String, List<ParameterSlice>> byLayer(ParameterLayout layout) {
    return layout.slices().stream()
        .collect(
            Collectors.groupingBy(ParameterSlice::layer, LinkedHashMap::new, Collectors.toList()));
  }

  private void check() {
    List<String> odd = new ArrayList<>();
    for (String position : layers.keySet()) {
      if (wanted.containsKey(position) && !anew.contains(position) && !fits(position)) {
        odd.add(
            "%s is %s, expected %s"
                .formatted(
                    places.get(position),
                    text(modelLayers, found, position),
                    text(layers, wanted, position)));
      }
    }
    if (!odd.isEmpty()) {
      throw InvalidInputException.atSetting(
          InitFrom.SETTING,
          "in %s, %s; layers that except names start anew".formatted(from, String.join("; ", odd)));
    }
  }

  private boolean fits(String position) {
    return text(modelLayers, found, position).equals(text(layers, wanted, position));
  }

  private static String text(
      Map<String, LayerSpec> layers, Map<String, List<ParameterSlice>> slices, String position) {
    LayerSpec layer = layers.get(position);
    if (layer == null) {
      return "no layer";
    }
    String shapes =
        slices.getOrDefault(position, List.of()).stream()
            .map(slice -> "%s %s".formatted(role(slice), slice.shape()))
            .collect(Collectors.joining(" and "));
    String kind = LayerCatalogue.LAYERS.nameOf(layer);
    return shapes.isEmpty() ? kind : "%s with %s".formatted(kind, shapes);
  }

  private static String role(ParameterSlice slice) {
    return slice.name().substring(slice.layer().length() + 1);
  }

  /** The parameters at the start, in the layout of a network without frozen layers. */
  float[] parameters(long seed) {
    float[] parameters = layout.initialParameters(seed);
    Map<String, Integer> offsets = new HashMap<>();
    found.values().stream()
        .flatMap(List::stream)
        .forEach(slice -> offsets.put(slice.name(), slice.offset()));
    for (ParameterSlice slice : layout.slices()) {
      Integer offset = offsets.get(slice.name());
      if (offset != null && !anew.contains(slice.layer())) {
        System.arraycopy(
            model.sharedParameters(), offset, parameters, slice.offset(), slice.length());
      }
    }
    return parameters;
  }

  /** What a person should know of the start, in a line. */
  String line(boolean keepsHead) {
    List<String> taken = new ArrayList<>();
    List<String> drawn = new ArrayList<>();
    for (String position : layers.keySet()) {
      if (wanted.containsKey(position)) {
        (anew.contains(position) ? drawn : taken).add(position);
      }
    }
    List<String> left = new ArrayList<>(found.keySet());
    left.removeAll(taken);
    return "Starts from %s, SHA-256 %s: layers %s are its own%s%s; %s are its own, too"
        .formatted(
            from,
            model.sha256(),
            Names.shortened(taken),
            drawn.isEmpty() ? "" : ", %s start anew".formatted(Names.shortened(drawn)),
            left.isEmpty() ? "" : ", %s of it are left".formatted(Names.shortened(left)),
            keepsHead
                ? "columns, categories, scaling and classes"
                : "columns, categories and scaling of features");
  }
}
