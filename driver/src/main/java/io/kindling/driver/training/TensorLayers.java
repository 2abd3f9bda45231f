package io.kindling.driver.training;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.Safetensors.Tensor;
import io.kindling.predictor.model.StateDict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The layers of a {@code state_dict}, which fit those whose tensors are there in their shapes, and
 * no others with them: of what kind a layer is, a file of tensors does not say.
 */
record TensorLayers(StateDict tensors) implements GivenLayers {
  /** What PyTorch counts in a batch normalisation, and needs for none of its numbers. */
  private static final String BATCHES = ".num_batches_tracked";

  @Override
  public String sha256() {
    return tensors.sha256();
  }

  @Override
  public Set<String> positions() {
    return tensors.names().stream()
        .map(TensorLayers::layer)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String layer(String tensor) {
    int dot = tensor.lastIndexOf('.');
    return dot < 0 ? tensor : tensor.substring(0, dot);
  }

  @Override
  public String found(String position, LayerSpec layer, List<ParameterSlice> slices) {
    Set<String> names = names(layer, slices); // first, so that those that fit have their order
    tensors.names().stream()
        .filter(name -> layer(name).equals(position))
        .filter(name -> !(layer instanceof BatchNorm && name.endsWith(BATCHES)))
        .forEach(names::add);
    String found =
        names.stream()
            .flatMap(name -> tensors.description(name).map(is -> text(name, is)).stream())
            .collect(Collectors.joining(" and "));
    return found.isEmpty() ? "no tensor" : found;
  }

  @Override
  public String wanted(LayerSpec layer, List<ParameterSlice> slices) {
    return slices.stream()
        .map(slice -> text(StateDict.nameOf(slice, layer), slice.shape().toString()))
        .collect(Collectors.joining(" and "));
  }

  private static Set<String> names(LayerSpec layer, List<ParameterSlice> slices) {
    return slices.stream()
        .map(slice -> StateDict.nameOf(slice, layer))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String text(String name, String description) {
    return "%s %s".formatted(name, description);
  }

  @Override
  public String others(Set<String> positions) {
    Set<String> others = positions();
    others.removeAll(positions);
    return others.isEmpty() ? "" : "; it also has " + Names.shortened(others);
  }

  @Override
  public Tensor start(ParameterSlice slice, LayerSpec layer) {
    return tensors.tensor(StateDict.nameOf(slice, layer)).orElseThrow();
  }
}
