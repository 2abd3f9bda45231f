package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * A rate that falls by a factor at every step.
 *
 * @param initial the first rate, above 0
 * @param factor above 0 and below 1
 */
@Formula("initial · factor^t")
public record Exponential(double initial, double factor) implements Schedule {
  /** Checks the arguments. */
  public Exponential {
    Require.above(0, "Learning rate", initial);
    Require.inOpen(0, 1, "Exponential schedule factor", factor);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    return initial * Math.pow(factor, (double) step);
  }
}
