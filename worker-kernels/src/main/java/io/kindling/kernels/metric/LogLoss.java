package io.kindling.kernels.metric;

import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/** The cross-entropy of the predicted probabilities, without the label smoothing of training. */
@Formula("−Σ w · log p(true) / Σ w")
public record LogLoss() implements Metric {
  @Override
  public Aim aim() {
    return Aim.LOW;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.MULTICLASS, Task.MULTILABEL);
  }

  @Override
  public void check(Loss loss, int outputs) {
    Metric.super.check(loss, outputs);
    if (!loss.takesLogits()) {
      throw new IllegalArgumentException(
          "log_loss needs a loss that takes logits, got " + Loss.CATALOGUE.nameOf(loss));
    }
  }

  @Override
  public long sums(int outputs) {
    return 2;
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    sums[offset] +=
        crossEntropy(rows)
            .evaluate(
                rows.math(),
                rows.rows(),
                rows.outputs(),
                rows.logits(),
                rows.targets(),
                rows.weights(),
                null);
    for (int row = 0; row < rows.rows(); row++) {
      sums[offset + 1] += rows.weights()[row];
    }
  }

  private static Loss crossEntropy(ScoredRows rows) {
    if (rows.loss().task() == Task.MULTILABEL) {
      return new SigmoidCrossEntropy();
    }
    return rows.outputs() == 1 ? new BinaryCrossEntropy() : new SoftmaxCrossEntropy();
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(valueName(), sums[offset] / sums[offset + 1]);
  }
}
