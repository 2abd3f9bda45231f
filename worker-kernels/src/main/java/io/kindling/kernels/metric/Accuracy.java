package io.kindling.kernels.metric;

/** The weighted share of rows whose predicted class is the true one. */
public final class Accuracy implements Metric {
  /** Tells the class of a row. */
  @FunctionalInterface
  public interface Decision {
    /** The class that {@code outputs[from] … outputs[from + count − 1]} speak for. */
    int decide(float[] outputs, int from, int count);
  }

  private final Decision decision;

  /** Accuracy of the classes that {@code decision} tells from logits. */
  public Accuracy(Decision decision) {
    this.decision = decision;
  }

  /** The position of the largest value; the first of equal ones. */
  public static int argmax(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public int sums() {
    return 2;
  }

  @Override
  public void add(
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      double[] sums,
      int offset) {
    for (int row = 0; row < rows; row++) {
      boolean correct = decision.decide(logits, row * outputs, outputs) == (int) targets[row];
      sums[offset] += correct ? weights[row] : 0;
      sums[offset + 1] += weights[row];
    }
  }

  @Override
  public double value(double[] sums, int offset) {
    return sums[offset] / sums[offset + 1];
  }
}
