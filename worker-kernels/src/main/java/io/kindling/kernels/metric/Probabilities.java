package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import java.util.Arrays;

/**
 * The probabilities of classes or labels that the outputs of rows stand for; a copy, so that the
 * outputs stay as they are for other metrics.
 */
final class Probabilities {
  private final float[] values;
  private final int outputs;
  private final boolean oneOutput;

  private Probabilities(float[] values, int outputs, boolean oneOutput) {
    this.values = values;
    this.outputs = outputs;
    this.oneOutput = oneOutput;
  }

  static Probabilities of(ScoredRows rows) {
    float[] values = Arrays.copyOf(rows.logits(), rows.rows() * rows.outputs());
    rows.loss().toPredictions(rows.math(), rows.rows(), rows.outputs(), values);
    boolean oneOutput = rows.outputs() == 1 && rows.loss().task() == Task.MULTICLASS;
    return new Probabilities(values, rows.outputs(), oneOutput);
  }

  /** How many classes or labels there are. */
  int classes() {
    return oneOutput ? 2 : outputs;
  }

  /** The probability that a row is of a class, or has a label; NaN if its outputs are. */
  double of(int row, int which) {
    if (oneOutput) {
      return which == 1 ? values[row] : 1.0 - values[row];
    }
    return values[row * outputs + which];
  }
}
