package io.kindling.driver.training;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.LayerNames;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.predictor.model.Safetensors.Tensor;
import io.kindling.predictor.model.TrainedModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The layers of a model, which fit those of the same position, kind and shapes. */
final class ModelLayers implements GivenLayers {
  private final TrainedModel model;
  private final Map<String, LayerSpec> layers;
  private final Map<String, List<ParameterSlice>> slices;

  ModelLayers(TrainedModel model) {
    this.model = model;
    this.layers = LayerNames.layers(model.spec().network());
    this.slices = model.spec().compile().parameters().slicesByLayer();
  }

  TrainedModel model() {
    return model;
  }

  @Override
  public String sha256() {
    return model.sha256();
  }

  @Override
  public Set<String> positions() {
    return slices.keySet();
  }

  @Override
  public String found(String position, LayerSpec layer, List<ParameterSlice> wanted) {
    LayerSpec own = layers.get(position);
    return own == null ? "no layer" : wanted(own, slices.getOrDefault(position, List.of()));
  }

  @Override
  public String wanted(LayerSpec layer, List<ParameterSlice> wanted) {
    String shapes =
        wanted.stream()
            .map(slice -> "%s %s".formatted(role(slice), slice.shape()))
            .collect(Collectors.joining(" and "));
    String kind = LayerCatalogue.LAYERS.nameOf(layer);
    return shapes.isEmpty() ? kind : "%s with %s".formatted(kind, shapes);
  }

  private static String role(ParameterSlice slice) {
    return slice.name().substring(slice.layer().length() + 1);
  }

  @Override
  public String others(Set<String> positions) {
    return "";
  }

  @Override
  public Tensor start(ParameterSlice slice, LayerSpec layer) {
    return slices.getOrDefault(slice.layer(), List.of()).stream()
        .filter(own -> own.name().equals(slice.name()))
        .map(own -> new Tensor(model.sharedParameters(), own.offset(), own.shape().dimensions()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelLayers of && model == of.model;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(model);
  }
}
