package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * The weight of the rows of each class (a row of the matrix) that are predicted to be of each class
 * (a column). Rows whose outputs are not numbers are in no column.
 */
@Formula("m_ij = Σ w · [true = i, predicted = j]")
public record ConfusionMatrix() implements Metric {
  @Override
  public Aim aim() {
    return Aim.NONE;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.MULTICLASS);
  }

  @Override
  public long sums(int outputs) {
    return (long) classes(outputs) * classes(outputs);
  }

  private static int classes(int outputs) {
    return Math.max(outputs, 2);
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    int classes = classes(rows.outputs());
    for (int row = 0; row < rows.rows(); row++) {
      int predicted = rows.decision(row);
      if (predicted != Loss.UNDECIDED) {
        sums[offset + rows.target(row) * classes + predicted] += rows.weights()[row];
      }
    }
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    int classes = classes(outputs);
    double[][] matrix = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      System.arraycopy(sums, offset + i * classes, matrix[i], 0, classes);
    }
    evaluation.put(valueName(), matrix);
  }
}
