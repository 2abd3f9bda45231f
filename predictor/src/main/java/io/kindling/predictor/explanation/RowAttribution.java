package io.kindling.predictor.explanation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a model says what it says of a row.
 *
 * @param output the class, label or target that is explained
 * @param score which number of it: {@code probability}, {@code logit} or {@code value}
 * @param predicted the class that the model predicts, where it predicts one
 * @param value that number for the row
 * @param baselineValue that number for the baseline
 * @param columns what each column of the source contributes, in their order
 * @param features the same of each feature of the row as it is kept
 * @param row the row's numbers as they are kept, in the units of the data
 * @param places points of the path, from 0, the baseline, to 1, the row
 * @param outputs the number that is explained, at these points
 */
public record RowAttribution(
    String output,
    String score,
    Optional<String> predicted,
    double value,
    double baselineValue,
    List<ColumnAttribution> columns,
    List<Double> features,
    List<Double> row,
    List<Double> places,
    List<Double> outputs) {
  /** Copies. */
  public RowAttribution {
    columns = List.copyOf(columns);
    features = List.copyOf(features);
    row = List.copyOf(row);
    places = List.copyOf(places);
    outputs = List.copyOf(outputs);
  }

  /** What all columns contribute together. */
  public double sum() {
    return columns.stream().mapToDouble(ColumnAttribution::attribution).sum();
  }

  /**
   * The sum less how far the row's number is from the baseline's: 0 but for rounding and for the
   * error of the quadrature, which more steps make smaller.
   */
  public double difference() {
    return sum() - (value - baselineValue);
  }

  /** The columns, those that contribute most first, whichever way. */
  public List<ColumnAttribution> ranked() {
    return columns.stream()
        .sorted(Comparator.comparingDouble(column -> -Math.abs(column.attribution())))
        .toList();
  }
}
