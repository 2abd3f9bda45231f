package io.kindling.driver.explanation;

import io.kindling.kernels.metric.Metric;
import java.util.Comparator;
import java.util.List;

/**
 * How much a model goes by each column of the data.
 *
 * @param metric the name of what is measured, such as {@code accuracy}, or {@code loss}
 * @param aim which of its values are better
 * @param baseline its value on the rows as they are
 * @param rows that it was measured on
 * @param allRows how many there are, of which these are a random sample
 * @param repeats how often each column was permuted
 * @param seed that the permutations follow from
 * @param columns in the order of the model's features
 */
public record Importances(
    String metric,
    Metric.Aim aim,
    double baseline,
    long rows,
    long allRows,
    int repeats,
    long seed,
    List<ColumnImportance> columns) {
  /** Copies. */
  public Importances {
    columns = List.copyOf(columns);
  }

  /** The columns, the most important first; those whose importance is undefined last. */
  public List<ColumnImportance> ranked() {
    Comparator<ColumnImportance> undefinedLast =
        Comparator.comparing(column -> Double.isNaN(column.mean()));
    return columns.stream()
        .sorted(undefinedLast.thenComparingDouble(column -> -column.mean()))
        .toList();
  }
}
