package io.kindling.driver.training;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.network.LayerNames;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which layers of a network start as those that are given, and which start anew. */
final class LayerMatch {
  private final InitFrom from;
  private final GivenLayers given;
  private final ParameterLayout layout;
  private final Map<String, List<ParameterSlice>> wanted;
  private final Map<String, LayerSpec> layers;
  private final Map<String, String> places;
  private final Set<String> anew;

  /**
   * Matches.
   *
   * @param spec the network that is trained
   * @param given what {@code from} declares
   * @throws InvalidInputException when layers have no counterpart, and are not declared to start
   *     anew; each is named
   */
  LayerMatch(ModelSpec spec, InitFrom from, GivenLayers given) {
    this.from = from;
    this.given = given;
    this.layout = spec.freezing(Set.of()).compile().parameters();
    this.wanted = layout.slicesByLayer();
    this.layers = LayerNames.layers(spec.network());
    this.places = LayerNames.places(spec.network());
    this.anew = from.anew(spec.network());
    check();
  }

  private void check() {
    List<String> odd = new ArrayList<>();
    wanted.forEach(
        (position, slices) -> {
          LayerSpec layer = layer(position);
          String found = given.found(position, layer, slices);
          String expected = given.wanted(layer, slices);
          if (!anew.contains(position) && !found.equals(expected)) {
            odd.add("%s is %s, expected %s".formatted(places.get(position), found, expected));
          }
        });
    if (!odd.isEmpty()) {
      throw InvalidInputException.atSetting(
          InitFrom.SETTING,
          "in %s, %s; layers that except names start anew%s"
              .formatted(from, String.join("; ", odd), given.others(layers.keySet())));
    }
  }

  private LayerSpec layer(String position) {
    return Objects.requireNonNull(layers.get(position), position);
  }

  /** The parameters at the start, in the layout of a network without frozen layers. */
  float[] parameters(long seed) {
    float[] parameters = layout.initialParameters(seed);
    for (ParameterSlice slice : layout.slices()) {
      if (!anew.contains(slice.layer())) {
        Tensor start = given.start(slice, layer(slice.layer()));
        System.arraycopy(
            start.values(), start.offset(), parameters, slice.offset(), slice.length());
      }
    }
    return parameters;
  }

  /**
   * What a person should know of the start, in a line.
   *
   * @param rows what is known of the rows
   */
  String line(String rows) {
    List<String> taken = new ArrayList<>();
    List<String> drawn = new ArrayList<>();
    for (String position : wanted.keySet()) {
      (anew.contains(position) ? drawn : taken).add(position);
    }
    List<String> left = new ArrayList<>(given.positions());
    left.removeAll(taken);
    return "Starts from %s, SHA-256 %s: layers %s are its own%s%s; %s"
        .formatted(
            from,
            given.sha256(),
            Names.shortened(taken),
            drawn.isEmpty() ? "" : ", %s start anew".formatted(Names.shortened(drawn)),
            left.isEmpty() ? "" : ", %s of it are left".formatted(Names.shortened(left)),
            rows);
  }
}
