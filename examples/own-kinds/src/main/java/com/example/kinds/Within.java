package com.example.kinds;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.ScoredRows;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.Set;

/**
 * A metric of one's own: the share of outputs that are nearer to their targets than a limit.
 *
 * @param limit above 0
 */
@Formula("Σ w · mean_i [|y_i − t_i| < limit] / Σ w")
public record Within(double limit) implements Metric {
  /** Checks the limit. */
  public Within {
    Require.above(0, "Within limit", limit);
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
    for (int i = 0; i < rows.rows() * rows.outputs(); i++) {
      double weight = rows.weights()[i / rows.outputs()];
      boolean near = Math.abs(rows.logits()[i] - rows.targets()[i]) < limit;
      sums[offset] += near ? weight : 0;
      sums[offset + 1] += weight;
    }
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(valueName(), sums[offset] / sums[offset + 1]);
  }
}
