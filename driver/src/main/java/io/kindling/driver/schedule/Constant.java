package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * The same rate all the time.
 *
 * @param value the rate, above 0
 */
@Formula("value")
public record Constant(double value) implements Schedule {
  /** Checks the rate. */
  public Constant {
    Require.above(0, "Learning rate", value);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    return value;
  }
}
