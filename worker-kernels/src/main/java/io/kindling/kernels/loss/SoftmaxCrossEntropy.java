package io.kindling.kernels.loss;

import io.kindling.kernels.math.LaneSums;
import io.kindling.kernels.math.VectorMath;
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
  private static final int VALUES_AT_ONCE = 1024;

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
      VectorMath math,
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      float @Nullable [] dLogits) {
    int rowsAtOnce = rowsAtOnce(outputs);
    double[] powers = math.room(rowsAtOnce * outputs);
    double sum = 0;
    for (int first = 0; first < rows; first += rowsAtOnce) {
      int count = Math.min(rowsAtOnce, rows - first);
      exponentials(math, logits, first * outputs, count, outputs, powers);
      for (int row = first; row < first + count; row++) {
        int from = (row - first) * outputs;
        int target = (int) targets[row];
        double normalizer = LaneSums.sum(powers, from, from + outputs);
        sum +=
            weights[row] * (Math.log(normalizer) - wanted(logits, row * outputs, outputs, target));
        if (dLogits != null) {
          toGradient(powers, from, outputs, from + target, weights[row], normalizer);
        }
      }
      if (dLogits != null) {
        round(powers, count * outputs, dLogits, first * outputs);
      }
    }
    return sum;
  }

  /** As many rows as stay in the first-level cache, at least one. */
  private static int rowsAtOnce(int outputs) {
    return Math.max(1, VALUES_AT_ONCE / outputs);
  }

  /**
   * powers ← e^(z − the largest z of its row) for {@code count} rows.
   *
   * @param logits (rows, outputs), of which the rows from {@code place} on are taken
   * @param powers (count, outputs)
   */
  private static void exponentials(
      VectorMath math, float[] logits, int place, int count, int outputs, double[] powers) {
    for (int from = 0; from < count * outputs; from += outputs) {
      double largest = LaneSums.largest(logits, place + from, place + from + outputs);
      for (int i = from; i < from + outputs; i++) {
        powers[i] = logits[place + i] - largest;
      }
    }
    math.exp(powers, 0, count * outputs);
  }

  /** Σ_j q_j (z_j − the largest z), for the row of logits that begins at {@code from}. */
  private double wanted(float[] logits, int from, int outputs, int target) {
    double largest = LaneSums.largest(logits, from, from + outputs);
    double ofTarget = logits[from + target] - largest;
    if (labelSmoothing == 0) {
      return ofTarget;
    }
    double all = LaneSums.deviations(logits, largest, from, from + outputs);
    return (1 - labelSmoothing) * ofTarget + labelSmoothing / outputs * all;
  }

  /** powers ← weight · (powers / normalizer − q), for the row that begins at {@code from}. */
  private void toGradient(
      double[] powers, int from, int outputs, int target, double weight, double normalizer) {
    double spread = labelSmoothing / outputs;
    double ofTarget = powers[target] / normalizer - (spread + (1 - labelSmoothing));
    double inverse = 1 / normalizer;
    for (int i = from; i < from + outputs; i++) {
      powers[i] = weight * (powers[i] * inverse - spread);
    }
    powers[target] = weight * ofTarget;
  }

  private static void round(double[] exact, int values, float[] to, int place) {
    for (int i = 0; i < values; i++) {
      to[place + i] = (float) exact[i];
    }
  }

  @Override
  public void toPredictions(VectorMath math, int rows, int outputs, float[] logits) {
    int rowsAtOnce = rowsAtOnce(outputs);
    double[] powers = math.room(rowsAtOnce * outputs);
    for (int first = 0; first < rows; first += rowsAtOnce) {
      int count = Math.min(rowsAtOnce, rows - first);
      exponentials(math, logits, first * outputs, count, outputs, powers);
      for (int from = 0; from < count * outputs; from += outputs) {
        double inverse = 1 / LaneSums.sum(powers, from, from + outputs);
        for (int i = from; i < from + outputs; i++) {
          powers[i] *= inverse;
        }
      }
      round(powers, count * outputs, logits, first * outputs);
    }
  }

  @Override
  public int decide(float[] logits, int from, int outputs) {
    for (int i = from; i < from + outputs; i++) {
      if (Float.isNaN(logits[i])) {
        return UNDECIDED;
      }
    }
    int best = 0;
    for (int i = 1; i < outputs; i++) {
      if (logits[from + i] > logits[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
