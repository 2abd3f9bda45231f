package io.kindling.driver.training;

import io.kindling.driver.aggregation.RoundEngine;
import io.kindling.driver.optimizer.OuterLearner;
import java.util.List;

/**
 * Rounds of local steps, the last of an epoch as short as the epoch leaves it.
 *
 * @param batches of an epoch
 */
record LocalStepsSync(RoundEngine engine, OuterLearner learner, int stepsInRound, int batches)
    implements Sync {
  /** The number of rounds in an epoch of {@code batches} batches. */
  static int rounds(int stepsInRound, int batches) {
    return (batches + stepsInRound - 1) / stepsInRound;
  }

  @Override
  public Taken take(int epoch, int batch, List<Double> losses) {
    int steps = Math.min(stepsInRound, batches - batch);
    RoundEngine.Round round = engine.round(epoch, batch, steps, losses);
    return new Taken(steps, round.loss(), round.times());
  }

  @Override
  public void close() {
    engine.close();
  }
}
