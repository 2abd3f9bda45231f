package io.kindling.kernels.loss;

import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Formula;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of the sigmoid of one logit z with the class y, 0 or 1: ℓ = max(z, 0) − z y + log(1
 * + exp(−|z|)), which is −y log σ(z) − (1 − y) log(1 − σ(z)) without overflow; its gradient is σ(z)
 * − y.
 */
@Formula("max(z, 0) − z y + log(1 + exp(−|z|))")
public record BinaryCrossEntropy() implements Loss {
  // One label is the same question.
  private static final SigmoidCrossEntropy OF_LABELS = new SigmoidCrossEntropy();

  @Override
  public Task task() {
    return Task.MULTICLASS;
  }

  @Override
  public void checkOutputs(int outputs) {
    if (outputs != 1) {
      throw new IllegalArgumentException(
          "binary_cross_entropy needs exactly 1 output, got %s; for several classes take"
                  .formatted(outputs)
              + " softmax_cross_entropy");
    }
  }

  @Override
  public int outputsFor(int targets) {
    return 1;
  }

  @Override
  public boolean takesLogits() {
    return true;
  }

  @Override
  public TargetRange targets(int outputs) {
    return TargetRange.oneOf(2);
  }

  @Override
  public double evaluate(
      VectorMath math,
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      float @Nullable [] dLogits) {
    return OF_LABELS.evaluate(math, rows, outputs, logits, targets, weights, dLogits);
  }

  @Override
  public void toPredictions(VectorMath math, int rows, int outputs, float[] logits) {
    OF_LABELS.toPredictions(math, rows, outputs, logits);
  }

  @Override
  public int decide(float[] logits, int from, int outputs) {
    if (Float.isNaN(logits[from])) {
      return UNDECIDED;
    }
    return logits[from] > 0 ? 1 : 0;
  }
}
