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

  /** Reports a metric that is a single value. */
  public void put(String name, double value) {
    values.put(name, value);
  }

  /** Reports a metric that is a matrix. */
  public void put(String name, double[][] matrix) {
    matrices.put(name, matrix);
  }

  /** Loss and metrics that are single values, {@code loss} first. */
  public Map<String, Double> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Metrics that are matrices. */
  public Map<String, double[][]> matrices() {
    return Collections.unmodifiableMap(matrices);
  }
}
