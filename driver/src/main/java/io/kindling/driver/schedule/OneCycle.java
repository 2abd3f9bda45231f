package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * A rate that rises to its maximum and then falls far below where it started, both along half a
 * cosine (Smith and Topin 2018, "Super-convergence"), in the form and with the defaults of PyTorch.
 * Where the rise would take at most one step, the rate starts at its maximum.
 *
 * @param max the largest rate, above 0
 * @param steps of the whole cycle; 0 for as many as the training has
 * @param rise the share of the steps in which the rate rises, above 0 and below 1
 * @param startDivisor the first rate is max / this; at least 1
 * @param endDivisor the last rate is the first / this; at least 1
 */
@Formula("cosine from max / start_divisor up to max, then down to max / (start_ · end_divisor)")
public record OneCycle(
    double max,
    @Default("0") int steps,
    @Default("0.3") double rise,
    @Default("25") double startDivisor,
    @Default("1e4") double endDivisor)
    implements Schedule {
  /** Checks the arguments. */
  public OneCycle {
    Require.above(0, "Learning rate", max);
    Length.check("One cycle schedule", steps);
    Require.inOpen(0, 1, "One cycle schedule rise", rise);
    Require.atLeast(1.0, "One cycle schedule start_divisor", startDivisor);
    Require.atLeast(1.0, "One cycle schedule end_divisor", endDivisor);
  }

  /** Over the whole training, as PyTorch has it. */
  public OneCycle(double max) {
    this(max, Length.OPEN, 0.3, 25, 1e4);
  }

  @Override
  public Schedule over(long training) {
    int length = Length.over(training, "One cycle schedule", steps);
    return new OneCycle(max, length, rise, startDivisor, endDivisor);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    double first = max / startDivisor;
    if (steps == Length.OPEN) {
      return first;
    }
    double last = first / endDivisor;
    double top = rise * steps - 1;
    if (top > 0 && step <= top) {
      return cosine(first, max, step / top);
    }
    top = Math.max(0, top); // too short to rise in: it starts at its maximum
    double end = steps - 1.0;
    double share = end > top ? Math.min(1, (step - top) / (end - top)) : step > top ? 1 : 0;
    return cosine(max, last, share);
  }

  private static double cosine(double from, double to, double share) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
  }
}
