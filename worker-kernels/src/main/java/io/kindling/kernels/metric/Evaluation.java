package io.kindling.kernels.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an evaluation found, by name. */
public final class Evaluation {
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Map<String, double[][]> matrices = new LinkedHashMap<>();

  /** An evaluation with a mean loss, to which metrics add. */
  public Evaluation(double loss) {
    values.put("loss", loss);
  }

  /** Adds a value; one that is not a finite number is undefined. */
  public void put(String name, double value) {
    values.put(name, value);
  }

  /** Adds a matrix. */
  public void put(String name, double[][] matrix) {
    matrices.put(name, matrix);
  }

  /**
   * Loss and metrics that are single values, {@code loss} first. One that is not a finite number is
   * undefined, and {@link Metric#whyUndefined} says why.
   */
  public Map<String, Double> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Metrics that are matrices. */
  public Map<String, double[][]> matrices() {
    return Collections.unmodifiableMap(matrices);
  }
}
