package io.kindling.kernels.loss;

import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;

/**
 * Cross-entropy of the sigmoids of several logits with labels of 0 or 1, summed over labels: each
 * label is a question of its own. ℓ = Σ max(z, 0) − z y + log(1 + exp(−|z|)), with gradient σ(z) −
 * y; nothing overflows.
 */
@Formula("Σ_i max(z_i, 0) − z_i y_i + log(1 + exp(−|z_i|))")
public record SigmoidCrossEntropy() implements OutputLoss {
  @Override
  public Task task() {
    return Task.MULTILABEL;
  }

  @Override
  public boolean takesLogits() {
    return true;
  }

  @Override
  public TargetRange targets(int outputs) {
    return new TargetRange(outputs, 2);
  }

  @Override
  public double loss(double logit, double label) {
    return Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
  }

  @Override
  public double derivative(double logit, double label) {
    return sigmoid(logit) - label;
  }

  @Override
  public void toPredictions(VectorMath math, int rows, int outputs, float[] logits) {
    for (int i = 0; i < rows * outputs; i++) {
      logits[i] = (float) sigmoid(logits[i]);
    }
  }

  static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
