package io.kindling.driver.insight;

import io.kindling.kernels.parameter.ValueHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a layer is at the end of an epoch.
 *
 * @param position such as {@code 2} or {@code head.0}
 * @param weightNorm the Euclidean norm of what it has learnt, weights and biases together
 * @param gradientNorm that of the gradient of the epoch's last batch, before penalty and clipping;
 *     of local steps, that of how far the parameters moved in the last round
 */
public record LayerDetails(String position, double weightNorm, double gradientNorm) {
  /** The layers of these parameters, in their order. */
  public static List<LayerDetails> of(List<ParameterDetails> parameters) {
    Map<String, List<ParameterDetails>> layers = new LinkedHashMap<>();
    for (ParameterDetails parameter : parameters) {
      String layer = parameter.name().substring(0, parameter.name().lastIndexOf('.'));
      layers.computeIfAbsent(layer, position -> new ArrayList<>()).add(parameter);
    }
    return layers.entrySet().stream().map(layer -> of(layer.getKey(), layer.getValue())).toList();
  }

  private static LayerDetails of(String position, List<ParameterDetails> parameters) {
    double weights = 0;
    double gradients = 0;
    for (ParameterDetails parameter : parameters) {
      weights += parameter.values().squares();
      gradients += parameter.gradient().map(ValueHistogram::squares).orElse(Double.NaN);
    }
    return new LayerDetails(position, Math.sqrt(weights), Math.sqrt(gradients));
  }
}
