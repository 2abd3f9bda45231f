package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * A rate that falls as 1 / t in the long run, as Robbins and Monro 1951 ask for.
 *
 * @param initial the first rate, above 0
 * @param decay how fast it falls, above 0: after 1 / decay steps it is half
 */
@Formula("initial / (1 + decay · t)")
public record InverseTime(double initial, double decay) implements Schedule {
  /** Checks the arguments. */
  public InverseTime {
    Require.above(0, "Learning rate", initial);
    Require.above(0, "Inverse time schedule decay", decay);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    return initial / (1 + decay * (double) step);
  }
}
