package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * The coefficient of determination, the share of the targets' variance that the outputs explain; of
 * several outputs the mean over them. An output whose targets are all the same counts 0, or 1 where
 * it is exact.
 */
@Formula("1 − Σ w (y − t)² / Σ w (t − mean(t))²")
public record R2() implements Metric {
  private static final int WEIGHT = 0;
  private static final int TARGETS = 1;
  private static final int SQUARES = 2;
  private static final int ERROR = 3;
  private static final int EACH = 4;

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.VALUES);
  }

  @Override
  public int sums(int outputs) {
    return EACH * outputs;
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    for (int row = 0; row < rows.rows(); row++) {
      double weight = rows.weights()[row];
      for (int output = 0; output < rows.outputs(); output++) {
        double target = rows.targets()[row * rows.outputs() + output];
        double error = rows.logits()[row * rows.outputs() + output] - target;
        int at = offset + EACH * output;
        sums[at + WEIGHT] += weight;
        sums[at + TARGETS] += weight * target;
        sums[at + SQUARES] += weight * target * target;
        sums[at + ERROR] += weight * error * error;
      }
    }
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    double sum = 0;
    for (int at = offset; at < offset + EACH * outputs; at += EACH) {
      double mean = sums[at + TARGETS] / sums[at + WEIGHT];
      double total = sums[at + SQUARES] - mean * sums[at + TARGETS];
      boolean same = total <= 1e-12 * sums[at + SQUARES]; // what rounding leaves of 0
      sum += same ? (sums[at + ERROR] == 0 ? 1 : 0) : 1 - sums[at + ERROR] / total;
    }
    evaluation.put(valueName(), sum / outputs);
  }
}
