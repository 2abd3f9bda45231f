package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * A rate that rises in a straight line to where another schedule starts, and then follows that one
 * (Goyal et al. 2017).
 *
 * @param steps of the rise, at least 1
 * @param then the schedule that follows
 * @param startFactor the share of that schedule's first rate to start at, above 0 and at most 1
 */
@Formula(
    "t < steps: then(0) · (start_factor + (1 − start_factor) · t / steps); else then(t − steps)")
public record Warmup(int steps, Schedule then, @Default("0.1") double startFactor)
    implements Schedule {
  /** Checks the arguments. */
  public Warmup {
    Require.atLeast(1, "Warmup steps", steps);
    if (!(startFactor > 0 && startFactor <= 1)) {
      throw new IllegalArgumentException(
          "Warmup start_factor must be above 0 and at most 1, got " + startFactor);
    }
  }

  @Override
  public Schedule over(long training) {
    if (steps >= training) {
      throw new IllegalArgumentException(
          "Warmup steps must be fewer than those of the training, %s, got %s"
              .formatted(training, steps));
    }
    return new Warmup(steps, then.over(training - steps), startFactor);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    if (step >= steps) {
      return then.rate(step - steps, losses);
    }
    double share = startFactor + (1 - startFactor) * (double) step / steps;
    return share * then.rate(0, List.of());
  }
}
