package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * A rate that falls by a factor at regular intervals.
 *
 * @param initial the first rate, above 0
 * @param every how many steps it stays, at least 1
 * @param factor above 0 and below 1
 */
@Formula("initial · factor^⌊t / every⌋")
public record Step(double initial, int every, @Default("0.1") double factor) implements Schedule {
  /** Checks the arguments. */
  public Step {
    Require.above(0, "Learning rate", initial);
    Require.atLeast(1, "Step schedule every", every);
    Require.inOpen(0, 1, "Step schedule factor", factor);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    long falls = step / every;
    return initial * Math.pow(factor, (double) falls);
  }
}
