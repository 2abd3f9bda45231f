package io.kindling.driver.insight;

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
  /**
   * Layers in the order of their parameters.
   *
   * @param values the sum of the squares of each parameter, by the layer's position and the
   *     parameter's role, such as {@code 0.weight}
   * @param gradients likewise; what is not there was not measured
   */
  public static List<LayerDetails> of(Map<String, Double> values, Map<String, Double> gradients) {
    Map<String, double[]> layers = new LinkedHashMap<>();
    values.forEach(
        (name, squares) -> {
          String layer = name.substring(0, name.lastIndexOf('.'));
          double[] sums = layers.computeIfAbsent(layer, position -> new double[2]);
          sums[0] += squares;
          sums[1] += gradients.getOrDefault(name, Double.NaN);
        });
    return layers.entrySet().stream()
        .map(
            layer ->
                new LayerDetails(
                    layer.getKey(), Math.sqrt(layer.getValue()[0]), Math.sqrt(layer.getValue()[1])))
        .toList();
  }
}
