package io.kindling.kernels.loss;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of the softmax of the logits z with the class y: ℓ = log Σ_j exp(z_j) − z_y, with
 * gradient softmax(z) − onehot(y). The largest logit is subtracted first, so that nothing
 * overflows. With smoothing s (Szegedy et al. 2016) the class counts 1 − s, and s is spread over
 * all K classes: onehot(y) becomes (1 − s) onehot(y) + s / K, as in PyTorch.
 *
 * @param labelSmoothing s, at least 0 and below 1
 */
@Formula(
    "log Σ_j exp(z_j) − Σ_j q_j z_j, q = (1 − label_smoothing) · onehot(y) + label_smoothing / K")
public record SoftmaxCrossEntropy(@Default("0") double labelSmoothing) implements Loss {
  /** Checks the smoothing. */
  public SoftmaxCrossEntropy {
    Require.inHalfOpen(0, 1, "Label smoothing", labelSmoothing);
  }

  /** Without smoothing. */
  public SoftmaxCrossEntropy() {
    this(0);
  }

  @Override
  public Task task() {
    return Task.MULTICLASS;
  }

  @Override
  public void checkOutputs(int outputs) {
    if (outputs < 2) {
      throw new IllegalArgumentException(
          "softmax_cross_entropy needs an output per class, at least 2, got %s; for two classes and"
                  .formatted(outputs)
              + " one output take binary_cross_entropy");
    }
  }

  @Override
  public boolean takesLogits() {
    return true;
  }

  @Override
  public TargetRange targets(int outputs) {
    return TargetRange.oneOf(outputs);
  }

  @Override
  public double evaluate(
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      float @Nullable [] dLogits) {
    double spread = labelSmoothing / outputs;
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int from = row * outputs;
      double largest = largest(logits, from, outputs);
      double normalizer = 0;
      for (int i = from; i < from + outputs; i++) {
        normalizer += Math.exp(logits[i] - largest);
      }
      int target = from + (int) targets[row];
      double weight = weights[row];
      double ofTarget = logits[target] - largest;
      if (labelSmoothing > 0) {
        ofTarget =
            (1 - labelSmoothing) * ofTarget + spread * shiftedSum(logits, from, outputs, largest);
      }
      sum += weight * (Math.log(normalizer) - ofTarget);
      if (dLogits != null) {
        for (int i = from; i < from + outputs; i++) {
          double probability = Math.exp(logits[i] - largest) / normalizer;
          double wanted = spread + (i == target ? 1 - labelSmoothing : 0);
          dLogits[i] = (float) (weight * (probability - wanted));
        }
      }
    }
    return sum;
  }

  @Override
  public void toPredictions(int rows, int outputs, float[] logits) {
    for (int from = 0; from < rows * outputs; from += outputs) {
      double largest = largest(logits, from, outputs);
      double normalizer = 0;
      for (int i = from; i < from + outputs; i++) {
        normalizer += Math.exp(logits[i] - largest);
      }
      for (int i = from; i < from + outputs; i++) {
        logits[i] = (float) (Math.exp(logits[i] - largest) / normalizer);
      }
    }
  }

  /** Σ_j (z_j − largest). */
  private static double shiftedSum(float[] logits, int from, int outputs, double largest) {
    double sum = 0;
    for (int i = from; i < from + outputs; i++) {
      sum += logits[i] - largest;
    }
    return sum;
  }

  private static float largest(float[] logits, int from, int outputs) {
    return logits[from + argmax(logits, from, outputs)];
  }

  @Override
  public int decide(float[] logits, int from, int outputs) {
    for (int i = from; i < from + outputs; i++) {
      if (Float.isNaN(logits[i])) {
        return UNDECIDED;
      }
    }
    return argmax(logits, from, outputs);
  }

  private static int argmax(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
