package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/** The mean squared error over rows and outputs. */
@Formula("Σ w · mean_i (y_i − t_i)² / Σ w")
public record Mse() implements Metric {
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
      double squares = 0;
      for (int i = row * rows.outputs(); i < (row + 1) * rows.outputs(); i++) {
        double error = (double) rows.logits()[i] - rows.targets()[i];
        squares += error * error;
      }
      sums[offset] += rows.weights()[row] * squares / rows.outputs();
      sums[offset + 1] += rows.weights()[row];
    }
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(valueName(), sums[offset] / sums[offset + 1]);
  }
}
