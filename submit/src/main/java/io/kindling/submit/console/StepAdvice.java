package io.kindling.submit.console;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What follows from where the time of steps went. */
public final class StepAdvice {
  private static final double MUCH = 0.3;
  private static final double ENOUGH = 0.9;

  private StepAdvice() {}

  /**
   * Advice, the most useful first.
   *
   * @param sync how the training synchronised
   * @param times of a step, or of a round of local steps
   * @param shards of the training
   * @param cores that it had
   * @param stepsInEpoch how many steps an epoch has
   */
  public static List<String> of(
      SyncPolicy sync, StepTimes times, int shards, int cores, int stepsInEpoch) {
    List<String> advice = new ArrayList<>();
    if (shards < cores) {
      advice.add(
          "%s of %s cores work, one for each shard: set training.shards to %s or more"
              .formatted(shards, cores, cores));
    }
    double overhead = 1 - times.compute() / times.total();
    if (overhead > MUCH && stepsInEpoch > 1) {
      advice.add(sync instanceof LocalSteps local ? moreSteps(local, overhead) : fewer(overhead));
    } else if (overhead < 1 - ENOUGH) {
      advice.add(
          "computing takes nearly all the time: more cores, and shards for them, would help");
    }
    return advice;
  }

  private static String fewer(double overhead) {
    return ("synchronising takes %s of a step: a larger training.batch_size makes fewer steps; or"
            + " training.sync: auto takes several between synchronising, another model but as a"
            + " rule as good a one")
        .formatted(percent(overhead));
  }

  private static String moreSteps(LocalSteps local, double overhead) {
    return "synchronising takes %s of a round of %s local steps: more steps, or training.sync: auto"
        .formatted(percent(overhead), local.steps());
  }

  /**
   * Advice from what a step costs before anything is computed.
   *
   * @param parameters that travel
   * @param floor seconds of such a step
   */
  public static String ofFloor(int parameters, double floor) {
    return String.format(
        Locale.ROOT,
        "with %,d parameters, a batch that takes less than %.0f ms to compute is trained faster"
            + " with a larger training.batch_size or training.sync: auto",
        parameters,
        1e3 * floor * ENOUGH / (1 - ENOUGH));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
