package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Require;

/** The length of schedules that end. */
final class Length {
  /** As long as the training. */
  static final int OPEN = 0;

  private Length() {}

  static void check(String schedule, int steps) {
    Require.atLeast(0, schedule + " steps", steps);
  }

  /** The number of steps of a schedule declared with {@code declared} of them. */
  static int over(long training, String schedule, int declared) {
    if (declared == OPEN) {
      if (training > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "%s steps must be at most %s, but the training has %s"
                .formatted(schedule, Integer.MAX_VALUE, training));
      }
      return (int) training;
    }
    if (declared < training) {
      throw new IllegalArgumentException(
          "%s steps must be at least those of the training, %s, got %s; left out, they are as many"
              .formatted(schedule, training, declared));
    }
    return declared;
  }

  /** How much of the schedule has passed at a step: from 0 to 1. */
  static double share(long step, int steps) {
    return steps == OPEN ? 0 : Math.min(1, (double) step / steps);
  }
}
