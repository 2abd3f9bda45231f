package io.kindling.kernels.loss;

import io.kindling.kernels.math.VectorMath;

/**
 * A loss of regression: each output is taken as it is for a prediction of its target, which may be
 * any finite number. {@link #loss} and {@link #derivative} are all that it needs.
 */
public interface RegressionLoss extends OutputLoss {
  @Override
  default Task task() {
    return Task.REGRESSION;
  }

  @Override
  default boolean takesLogits() {
    return false;
  }

  @Override
  default TargetRange targets(int outputs) {
    return TargetRange.numbers(outputs);
  }

  @Override
  default void toPredictions(VectorMath math, int rows, int outputs, float[] logits) {}
}
