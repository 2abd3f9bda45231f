package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * Half a cosine from the first rate to the last, once or again and again (Loshchilov and Hutter
 * 2017, "SGDR: stochastic gradient descent with warm restarts").
 *
 * @param initial the first rate, above 0
 * @param steps until the minimum; 0 for as many as the training has
 * @param minimum the last rate, at least 0
 * @param restarts how often the rate starts again; the parts are of equal length
 */
@Formula("minimum + (initial − minimum) · (1 + cos(π · t / steps)) / 2, t from each restart")
public record Cosine(
    double initial,
    @Default("0") int steps,
    @Default("0") double minimum,
    @Default("0") int restarts)
    implements Schedule {
  /** Checks the arguments. */
  public Cosine {
    Require.above(0, "Learning rate", initial);
    Length.check("Cosine schedule", steps);
    Require.inHalfOpen(0, initial, "Cosine schedule minimum", minimum);
    Require.atLeast(0, "Cosine schedule restarts", restarts);
  }

  /** From {@code initial} to 0 over the whole training. */
  public Cosine(double initial) {
    this(initial, Length.OPEN, 0, 0);
  }

  @Override
  public Schedule over(long training) {
    return new Cosine(initial, Length.over(training, "Cosine schedule", steps), minimum, restarts);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    double all = restarts + 1.0;
    double parts = Length.share(step, steps) * all;
    double share = parts >= all ? 1 : parts - Math.floor(parts);
    return minimum + (initial - minimum) * ((1 + Math.cos(Math.PI * share)) / 2);
  }
}
