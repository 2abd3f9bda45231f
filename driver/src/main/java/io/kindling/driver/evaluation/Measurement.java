package io.kindling.driver.evaluation;

import io.kindling.driver.insight.SampledRow;
import io.kindling.kernels.metric.Evaluation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation in detail found.
 *
 * @param evaluation loss and metrics, with the matrices and curves of details where errors are
 *     wanted
 * @param silentUnits the share of the units of each hidden layer that gave 0 for every row, by the
 *     layer's position; none where these are not wanted
 * @param rows sampled ones with their predictions; with their features those of each shard that
 *     these are most wrong for; none where errors are not wanted
 */
public record Measurement(
    Evaluation evaluation, Map<String, Double> silentUnits, List<SampledRow> rows) {
  /** Copies. */
  public Measurement {
    silentUnits = Collections.unmodifiableMap(new LinkedHashMap<>(silentUnits));
    rows = List.copyOf(rows);
  }
}
