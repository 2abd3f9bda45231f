package io.kindling.kernels.loss;

import io.kindling.kernels.metric.Accuracy;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.Formula;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of the softmax of the logits z with the class y: ℓ = log Σ_j exp(z_j) − z_y, with
 * gradient softmax(z) − onehot(y). The largest logit is subtracted first, so that nothing
 * overflows.
 */
@Formula("log Σ_j exp(z_j) − z_y")
public record SoftmaxCrossEntropy() implements Loss {
  @Override
  public void checkOutputs(int outputs) {
    if (outputs < 2) {
      throw new IllegalArgumentException(
          "softmax_cross_entropy needs an output per class, at least 2, got %d; for two classes and"
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
    return new TargetRange(outputs);
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
      int from = row * outputs;
      double largest = largest(logits, from, outputs);
      double normalizer = 0;
      for (int i = from; i < from + outputs; i++) {
        normalizer += Math.exp(logits[i] - largest);
      }
      int target = from + (int) targets[row];
      double weight = weights[row];
      sum += weight * (Math.log(normalizer) - (logits[target] - largest));
      if (dLogits != null) {
        for (int i = from; i < from + outputs; i++) {
          double probability = Math.exp(logits[i] - largest) / normalizer;
          dLogits[i] = (float) (weight * (probability - (i == target ? 1 : 0)));
        }
      }
    }
    return sum;
  }

  @Override
  public void toProbabilities(int rows, int outputs, float[] logits) {
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

  private static float largest(float[] logits, int from, int outputs) {
    return logits[from + Accuracy.argmax(logits, from, outputs)];
  }

  @Override
  public int decide(float[] logits, int from, int outputs) {
    return Accuracy.argmax(logits, from, outputs);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Accuracy(this::decide));
  }
}
