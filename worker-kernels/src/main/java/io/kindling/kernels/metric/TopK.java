package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.Set;

/**
 * The weighted share of rows whose class is among the k with the largest outputs; of equal outputs,
 * the lower class counts as larger. A row with an output that is not a number does not count.
 *
 * @param k at least 1
 */
@Formula("Σ w · [true class among the k largest outputs] / Σ w")
public record TopK(@Default("5") int k) implements Metric {
  /** Checks k. */
  public TopK {
    Require.atLeast(1, "Top k", k);
  }

  @Override
  public String valueName() {
    return "top_" + k;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.MULTICLASS);
  }

  @Override
  public void check(Loss loss, int outputs) {
    Metric.super.check(loss, outputs);
    if (outputs < 2) {
      throw new IllegalArgumentException("top_k needs an output for each class, got " + outputs);
    }
  }

  @Override
  public long sums(int outputs) {
    return 2;
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    for (int row = 0; row < rows.rows(); row++) {
      boolean among = rows.decision(row) != Loss.UNDECIDED && above(rows, row) < k;
      sums[offset] += among ? rows.weights()[row] : 0;
      sums[offset + 1] += rows.weights()[row];
    }
  }

  /** How many classes stand above the true one. */
  private static int above(ScoredRows rows, int row) {
    int from = row * rows.outputs();
    int target = from + rows.target(row);
    float[] logits = rows.logits();
    int above = 0;
    for (int i = from; i < from + rows.outputs(); i++) {
      above += logits[i] > logits[target] || (logits[i] == logits[target] && i < target) ? 1 : 0;
    }
    return above;
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(valueName(), sums[offset] / sums[offset + 1]);
  }
}
