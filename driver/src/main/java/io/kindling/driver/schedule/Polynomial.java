package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * A rate that falls as a power of the time that is left.
 *
 * @param initial the first rate, above 0
 * @param steps until the minimum; 0 for as many as the training has
 * @param power above 0; 1 is a straight line
 * @param minimum the last rate, at least 0
 */
@Formula("minimum + (initial − minimum) · (1 − t / steps)^power")
public record Polynomial(
    double initial,
    @Default("0") int steps,
    @Default("1") double power,
    @Default("0") double minimum)
    implements Schedule {
  /** Checks the arguments. */
  public Polynomial {
    Require.above(0, "Learning rate", initial);
    Length.check("Polynomial schedule", steps);
    Require.above(0, "Polynomial schedule power", power);
    Require.inHalfOpen(0, initial, "Polynomial schedule minimum", minimum);
  }

  @Override
  public Schedule over(long training) {
    int length = Length.over(training, "Polynomial schedule", steps);
    return new Polynomial(initial, length, power, minimum);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    return minimum + (initial - minimum) * Math.pow(1 - Length.share(step, steps), power);
  }
}
