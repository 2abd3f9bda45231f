package io.kindling.kernels.loss;

import java.io.Serializable;

/**
 * The targets that a loss can be trained on.
 *
 * @param perRow how many targets a row has, at least 1
 * @param classes each is one of the classes 0 … classes − 1; 0 for any number
 */
public record TargetRange(int perRow, int classes) implements Serializable {
  /** One of the classes 0 … classes − 1. */
  public static TargetRange oneOf(int classes) {
    return new TargetRange(1, classes);
  }

  /** Any numbers. */
  public static TargetRange numbers(int perRow) {
    return new TargetRange(perRow, 0);
  }

  /** Whether {@code target} is in the range. */
  public boolean contains(double target) {
    if (classes == 0) {
      return Float.isFinite((float) target);
    }
    return target >= 0 && target < classes && target == Math.rint(target);
  }

  @Override
  public String toString() {
    return classes == 0 ? "a number" : "a class from 0 to " + (classes - 1);
  }
}
