package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * The coefficient of determination, the share of the targets' variance that the outputs explain; of
 * several outputs the mean over them. An output whose targets are all the same counts 0, or 1 where
 * it is exact. The targets' {@link Moments} come first in its sums, then the errors.
 */
@Formula("1 − Σ w (y − t)² / Σ w (t − mean(t))²")
public record R2() implements Metric {
  @Override
  public Set<Task> tasks() {
    return Set.of(Task.REGRESSION);
  }

  @Override
  public int moments(int outputs) {
    return outputs;
  }

  @Override
  public long sums(int outputs) {
    return (Moments.EACH + 1L) * outputs;
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    int errors = offset + Moments.EACH * rows.outputs();
    for (int row = 0; row < rows.rows(); row++) {
      double weight = rows.weights()[row];
      for (int output = 0; output < rows.outputs(); output++) {
        double target = rows.targets()[row * rows.outputs() + output];
        double error = rows.logits()[row * rows.outputs() + output] - target;
        Moments.add(sums, offset + Moments.EACH * output, weight, target);
        sums[errors + output] += weight * error * error;
      }
    }
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    int errors = offset + Moments.EACH * outputs;
    double sum = 0;
    for (int output = 0; output < outputs; output++) {
      sum +=
          explained(sums[errors + output], Moments.squares(sums, offset + Moments.EACH * output));
    }
    evaluation.put(valueName(), sum / outputs);
  }

  private static double explained(double error, double total) {
    if (total > 0 || !Double.isFinite(error)) {
      return 1 - error / total;
    }
    return error == 0 ? 1 : 0;
  }
}
