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
    for (int i = row * rows.outputs(); i < (row + 1) * rows.outputs(); i++) {
      float logit = rows.logits()[i];
      right += (rows.targets()[i] == 1 ? logit > 0 : logit <= 0) ? 1 : 0; // NaN never is
    }
    return (double) right / rows.outputs();
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(valueName(), sums[offset] / sums[offset + 1]);
  }
}
