package com.example.kinds;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * A schedule of one's own: a rate that falls with the square root of time.
 *
 * @param initial the first rate, above 0
 * @param steps after three times as many the rate is half, at least 1
 */
@Formula("initial / √(1 + t / steps)")
public record InverseSquareRoot(double initial, int steps) implements Schedule {
  /** Checks the arguments. */
  public InverseSquareRoot {
    Require.above(0, "Learning rate", initial);
    Require.atLeast(1, "Inverse square root schedule steps", steps);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    return initial / Math.sqrt(1 + (double) step / steps);
  }
}
