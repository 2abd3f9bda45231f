package io.kindling.kernels.loss;

import io.kindling.kernels.math.VectorMath;
import org.jspecify.annotations.Nullable;

/**
 * A loss that is a sum over outputs, each of which has a target of its own: ℓ = Σ_i loss(y_i, t_i).
 * The derivative and the value of the weighted sum over rows follow from those of one output.
 */
public interface OutputLoss extends Loss {
  /** The loss of one output. */
  double loss(double output, double target);

  /** The derivative of {@link #loss} by the output. */
  double derivative(double output, double target);

  @Override
  default void checkOutputs(int outputs) {} // any number

  @Override
  default double evaluate(
      VectorMath math,
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      float @Nullable [] dLogits) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double ofRow = 0;
      for (int i = row * outputs; i < (row + 1) * outputs; i++) {
        ofRow += loss(logits[i], targets[i]);
        if (dLogits != null) {
          dLogits[i] = (float) (weights[row] * derivative(logits[i], targets[i]));
        }
      }
      sum += weights[row] * ofRow;
    }
    return sum;
  }

  @Override
  default int decide(float[] logits, int from, int outputs) {
    throw new IllegalStateException(
        Loss.CATALOGUE.nameOf(this) + " does not predict one class a row");
  }
}
