package io.kindling.driver.training;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.util.List;
import java.util.Set;

/** Layers with parameters that a training may start with. */
sealed interface GivenLayers permits ModelLayers, TensorLayers {
  /** What a person should know them by. */
  String sha256();

  /** The positions of those that have parameters. */
  Set<String> positions();

  /**
   * What is there for a layer of the network that is trained, as an error says it.
   *
   * @param slices its parameters
   */
  String found(String position, LayerSpec layer, List<ParameterSlice> slices);

  /** What {@link #found} says of a layer that fits. */
  String wanted(LayerSpec layer, List<ParameterSlice> slices);

  /**
   * What an error adds where a layer has no counterpart.
   *
   * @param positions of the network that is trained
   */
  String others(Set<String> positions);

  /** The start of a parameter of a layer that fits. */
  Tensor start(ParameterSlice slice, LayerSpec layer);
}
