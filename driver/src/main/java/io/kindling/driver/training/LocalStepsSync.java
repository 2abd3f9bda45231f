package io.kindling.driver.training;

import io.kindling.driver.aggregation.RoundEngine;
import io.kindling.driver.optimizer.OuterLearner;
import java.util.List;

/** Rounds of local steps, the last of an epoch as short as the epoch leaves it. */
final class LocalStepsSync implements Sync {
  private final RoundEngine engine;
  private final OuterLearner learner;
  private final int stepsInRound;
  private final int batches;

  /**
   * @param batches of an epoch
   */
  LocalStepsSync(RoundEngine engine, OuterLearner learner, int stepsInRound, int batches) {
    this.engine = engine;
    this.learner = learner;
    this.stepsInRound = stepsInRound;
    this.batches = batches;
  }

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
  public float[] result() {
    return learner.result();
  }

  @Override
  public long steps() {
    return learner.steps();
  }

  @Override
  public double lastRate() {
    return learner.lastRate();
  }

  @Override
  public void close() {
    engine.close();
  }
}
