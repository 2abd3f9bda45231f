package io.kindling.kernels.loss;

import io.kindling.kernels.metric.Accuracy;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.Formula;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of the sigmoid of one logit z with the class y, 0 or 1: ℓ = max(z, 0) − z y + log(1
 * + exp(−|z|)), which is −y log σ(z) − (1 − y) log(1 − σ(z)) without overflow; its gradient is σ(z)
 * − y.
 */
@Formula("max(z, 0) − z y + log(1 + exp(−|z|))")
public record BinaryCrossEntropy() implements Loss {
  @Override
  public void checkOutputs(int outputs) {
    if (outputs != 1) {
      throw new IllegalArgumentException(
          "binary_cross_entropy needs exactly 1 output, got %d; for several classes take"
                  .formatted(outputs)
              + " softmax_cross_entropy");
    }
  }

  @Override
  public boolean takesLogits() {
    return true;
  }

  @Override
  public TargetRange targets(int outputs) {
    return new TargetRange(2);
  }

  @Override
  public double evaluate(
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      float @Nullable [] dLogits) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double logit = logits[row];
      double target = targets[row];
      double weight = weights[row];
      sum +=
          weight * (Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit))));
      if (dLogits != null) {
        dLogits[row] = (float) (weight * (sigmoid(logit) - target));
      }
    }
    return sum;
  }

  @Override
  public void toProbabilities(int rows, int outputs, float[] logits) {
    for (int row = 0; row < rows; row++) {
      logits[row] = (float) sigmoid(logits[row]);
    }
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  @Override
  public int decide(float[] logits, int from, int outputs) {
    return logits[from] > 0 ? 1 : 0;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Accuracy(this::decide));
  }
}
