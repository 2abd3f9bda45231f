package com.example.kinds;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * A loss of one's own for classes: the focal loss (Lin et al. 2017), in which rows that the network
 * is sure of count little. With γ = 0 it is the cross-entropy of the softmax. By the logit z_j its
 * derivative is (γ p (1 − p)^(γ − 1) log p − (1 − p)^γ) · ([j = y] − p_j), where p = p_y.
 *
 * @param gamma γ, at least 0
 */
@Formula("−(1 − p)^gamma · log p, p = softmax(z)_y")
public record Focal(@Default("2") double gamma) implements Loss {
  private static final SoftmaxCrossEntropy PLAIN = new SoftmaxCrossEntropy();

  /** Checks γ. */
  public Focal {
    Require.atLeast(0.0, "Focal gamma", gamma);
  }

  @Override
  public Task task() {
    return PLAIN.task();
  }

  @Override
  public void checkOutputs(int outputs) {
    if (outputs < 2) {
      throw new IllegalArgumentException(
          "focal needs an output per class, at least 2, got " + outputs);
    }
  }

  @Override
  public boolean takesLogits() {
    return true;
  }

  @Override
  public TargetRange targets(int outputs) {
    return PLAIN.targets(outputs);
  }

  @Override
  public double evaluate(
      VectorMath math,
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      float[] dLogits) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int from = row * outputs;
      double logSum = logSumOfExponentials(logits, from, outputs);
      int target = from + (int) targets[row];
      double logP = logits[target] - logSum;
      double p = Math.exp(logP);
      double left = -Math.expm1(logP); // 1 − p, also where p is nearly 1
      double factor = Math.pow(left, gamma);
      sum -= weights[row] * factor * logP;
      if (dLogits != null) {
        double slope = left == 0 ? 0 : gamma * p * factor / left * logP - factor;
        for (int i = from; i < from + outputs; i++) {
          double onehot = i == target ? 1 : 0;
          dLogits[i] = (float) (weights[row] * slope * (onehot - Math.exp(logits[i] - logSum)));
        }
      }
    }
    return sum;
  }

  /** log Σ_j exp(z_j); the largest logit is subtracted first, so that nothing overflows. */
  private static double logSumOfExponentials(float[] logits, int from, int outputs) {
    double largest = logits[from];
    for (int i = from; i < from + outputs; i++) {
      largest = Math.max(largest, logits[i]);
    }
    double sum = 0;
    for (int i = from; i < from + outputs; i++) {
      sum += Math.exp(logits[i] - largest);
    }
    return largest + Math.log(sum);
  }

  @Override
  public void toPredictions(VectorMath math, int rows, int outputs, float[] logits) {
    PLAIN.toPredictions(math, rows, outputs, logits);
  }

  @Override
  public int decide(float[] logits, int from, int outputs) {
    return PLAIN.decide(logits, from, outputs);
  }
}
