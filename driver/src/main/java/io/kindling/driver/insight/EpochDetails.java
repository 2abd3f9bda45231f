package io.kindling.driver.insight;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the end of an epoch shows besides its figures, as far as listeners ask for it of this epoch:
 * what none does is empty.
 *
 * @param matrices of the validation by their metrics' names: the confusion matrix, calibration and
 *     ROC curves, as far as they suit the loss and there are not too many classes
 * @param layers those that learn, in their order
 * @param parameters of these layers, in their order
 * @param silentUnits the share of the units of each hidden layer that gave 0 for every validation
 *     row, by the layer's position; of a rectifier these are dead. An activation that is computed
 *     with the layer before it counts as that layer
 * @param rows sampled validation rows with their predictions; with their features the {@value
 *     RowSample#MOST_SHOWN} of each shard that these are most wrong for
 */
public record EpochDetails(
    Map<String, double[][]> matrices,
    List<LayerDetails> layers,
    List<ParameterDetails> parameters,
    Map<String, Double> silentUnits,
    List<SampledRow> rows) {
  /** Copies. */
  public EpochDetails {
    matrices = Map.copyOf(matrices);
    layers = List.copyOf(layers);
    parameters = List.copyOf(parameters);
    silentUnits = Collections.unmodifiableMap(new LinkedHashMap<>(silentUnits));
    rows = List.copyOf(rows);
  }

  /** Whether it shows how the network errs. */
  public boolean hasErrors() {
    return !matrices.isEmpty() || !rows.isEmpty();
  }
}
