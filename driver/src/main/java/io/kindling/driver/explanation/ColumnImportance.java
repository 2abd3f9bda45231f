package io.kindling.driver.explanation;

import java.util.List;

/**
 * How much worse a model is without a column.
 *
 * @param column its name
 * @param width how many values a row has in it
 * @param repeats the importance in each permutation: how much worse the metric is, so that more is
 *     more important for every metric; NaN where it is undefined
 */
public record ColumnImportance(String column, int width, List<Double> repeats) {
  /** Copies. */
  public ColumnImportance {
    repeats = List.copyOf(repeats);
  }

  /** The mean over the permutations. */
  public double mean() {
    double sum = 0;
    for (double repeat : repeats) {
      sum += repeat;
    }
    return sum / repeats.size();
  }

  /**
   * The standard deviation over the permutations, which is divided by their number, as
   * scikit-learn's {@code importances_std}.
   */
  public double standardDeviation() {
    double mean = mean();
    double squares = 0;
    for (double repeat : repeats) {
      squares += (repeat - mean) * (repeat - mean);
    }
    return Math.sqrt(squares / repeats.size());
  }
}
