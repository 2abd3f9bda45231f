package io.kindling.kernels.loss;

import io.kindling.kernels.math.VectorMath;

/** A loss for values: outputs are taken as they are. */
interface RegressionLoss extends OutputLoss {
  @Override
  default Task task() {
    return Task.VALUES;
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
