package io.kindling.driver.training;

import io.kindling.driver.aggregation.RoundEngine;
import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Chooses how many local steps a round has, by rehearsing rounds of one step: what a round costs
 * besides computing is to be less than a tenth of what it computes.
 */
final class SyncChoice {
  private static final int WARM_UP = 20;
  private static final int MEASURED = 7;
  private static final double MOST_SECONDS = 10;
  private static final double SHARE = 0.1;

  private SyncChoice() {}

  /**
   * The choice.
   *
   * @param engine at the start of training; its parameters stay as they are
   * @param batches of an epoch: rounds end with it
   */
  static SyncPolicy measure(RoundEngine engine, int batches) {
    Deque<StepTimes> last = new ArrayDeque<>();
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP + MEASURED; i++) {
      last.add(engine.rehearse(0, i % batches, 1).times());
      if (last.size() > MEASURED) {
        last.remove();
      }
      if (last.size() == MEASURED && System.nanoTime() - start > MOST_SECONDS * 1e9) {
        break; // such long steps need no warming up
      }
    }
    StepTimes times = StepTimes.medians(last);
    return choose(times.total() - times.compute(), times.compute(), batches);
  }

  /** The choice for a round that costs so many seconds besides its steps of so many seconds. */
  static SyncPolicy choose(double cost, double step, int batches) {
    double fewest = Math.ceil(cost * (1 - SHARE) / (SHARE * step));
    int local = (int) Math.min(Math.max(1, fewest), batches);
    return local == 1 ? new EveryStep() : new LocalSteps(local);
  }
}
