package io.kindling.driver.training;

import io.kindling.driver.aggregation.RoundEngine;
import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import java.util.Arrays;

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
    double[] costs = new double[MEASURED];
    double[] steps = new double[MEASURED];
    long start = System.nanoTime();
    int taken = 0;
    for (int i = 0; i < WARM_UP + MEASURED; i++) {
      StepTimes times = engine.rehearse(0, i % batches, 1).times();
      costs[taken % MEASURED] = times.total() - times.compute();
      steps[taken % MEASURED] = times.compute();
      taken++;
      if (taken >= MEASURED && System.nanoTime() - start > MOST_SECONDS * 1e9) {
        break; // such long steps need no warming up
      }
    }
    return choose(median(costs), median(steps), batches);
  }

  /** The choice for a round that costs so many seconds besides its steps of so many seconds. */
  static SyncPolicy choose(double cost, double step, int batches) {
    double fewest = Math.ceil(cost * (1 - SHARE) / (SHARE * step));
    int local = (int) Math.min(Math.max(1, fewest), batches);
    return local == 1 ? new EveryStep() : new LocalSteps(local);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
