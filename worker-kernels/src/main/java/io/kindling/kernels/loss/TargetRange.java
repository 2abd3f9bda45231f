package io.kindling.kernels.loss;

import java.io.Serializable;

/**
 * The targets that a loss can be trained on: the classes 0 … classes − 1.
 *
 * @param classes at least 2
 */
public record TargetRange(int classes) implements Serializable {
  /** Whether {@code target} is one of the classes. */
  public boolean contains(double target) {
    return target >= 0 && target < classes && target == Math.rint(target);
  }

  @Override
  public String toString() {
    return "a class from 0 to " + (classes - 1);
  }
}
