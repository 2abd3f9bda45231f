package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * The weighted share of rows whose class is predicted rightly; of several labels, the share of
 * labels. Outputs that are not numbers are never right.
 */
@Formula("Σ w · [predicted = true] / Σ w")
public record Accuracy() implements Metric {
  @Override
  public Set<Task> tasks() {
    return Set.of(Task.MULTICLASS, Task.MULTILABEL);
  }

  @Override
  public long sums(int outputs) {
    return 2;
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    boolean labels = rows.loss().task() == Task.MULTILABEL;
    for (int row = 0; row < rows.rows(); row++) {
      float weight = rows.weights()[row];
      double right =
          labels ? labelsRight(rows, row) : rows.decision(row) == rows.target(row) ? 1 : 0;
      sums[offset] += weight * right;
      sums[offset + 1] += weight;
    }
  }

  private static double labelsRight(ScoredRows rows, int row) {
    int right = 0;
    for (int label = 0; label < rows.outputs(); label++) {
      int i = row * rows.outputs() + label;
      boolean decided = !Float.isNaN(rows.logits()[i]);
      right += decided && rows.predicts(row, label) == (rows.targets()[i] == 1) ? 1 : 0;
    }
    return (double) right / rows.outputs();
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(valueName(), sums[offset] / sums[offset + 1]);
  }
}
