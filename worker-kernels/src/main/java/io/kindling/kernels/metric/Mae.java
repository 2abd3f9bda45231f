package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/** The mean absolute error over rows and outputs. */
@Formula("Σ w · mean_i |y_i − t_i| / Σ w")
public record Mae() implements Metric {
  @Override
  public Aim aim() {
    return Aim.LOW;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public long sums(int outputs) {
    return 2;
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    for (int row = 0; row < rows.rows(); row++) {
      double errors = 0;
      for (int i = row * rows.outputs(); i < (row + 1) * rows.outputs(); i++) {
        double error = (double) rows.logits()[i] - rows.targets()[i];
        errors += Math.abs(error);
      }
      sums[offset] += rows.weights()[row] * errors / rows.outputs();
      sums[offset + 1] += rows.weights()[row];
    }
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(valueName(), sums[offset] / sums[offset + 1]);
  }
}
