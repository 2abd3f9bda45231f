package io.kindling.driver.training;

import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Names;
import java.util.List;
import java.util.Optional;

/** A learning rate far above those by which networks train. */
final class HighRate {
  private static final int LOOKS = 1000;

  private HighRate() {}

  /**
   * A line about it.
   *
   * @param schedule of the optimizer, over these steps
   * @param steps of the training
   */
  static Optional<String> warning(Optimizer optimizer, Schedule schedule, long steps) {
    double highest = highest(schedule, steps);
    double usual = optimizer.highestUsualRate();
    if (!(highest > usual)) {
      return Optional.empty();
    }
    String name = Optimizer.CATALOGUE.nameOf(optimizer);
    return Optional.of(
        "optimizer.%s.learning_rate %s %s, and with %s networks as a rule do not train above %s: kindling find-rate shows which rates do"
            .formatted(
                name,
                highest > schedule.rate(0, List.of()) ? "rises to" : "is",
                Names.number(highest),
                name,
                Names.number(usual)));
  }

  /** Of steps that are evenly apart: the rates of schedules change slowly. */
  private static double highest(Schedule schedule, long steps) {
    double highest = 0;
    long apart = Math.max(1, steps / LOOKS);
    for (long step = 0; step < Math.max(1, steps); step += apart) {
      highest = Math.max(highest, schedule.rate(step, List.of()));
    }
    return highest;
  }
}
