package io.kindling.driver.training;

import io.kindling.driver.aggregation.RoundEngine;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.optimizer.OuterLearner;
import io.kindling.driver.resident.ResidentSteps;
import java.util.List;

/**
 * Rounds of local steps of one model, the last of an epoch as short as the epoch leaves it.
 *
 * @param batches of an epoch
 */
record LocalStepsSync(RoundEngine engine, int stepsInRound, int batches) implements Sync {
  /** The engine of a model's rounds. */
  static RoundEngine engine(PreparedModel model, OuterLearner learner) {
    PreparedData data = model.data();
    return new RoundEngine(
        data.context(),
        data.train(),
        ResidentSteps::start,
        data.sampler(),
        model.spec().seed(),
        model.runtime(),
        learner);
  }

  /** Rounds of {@code stepsInRound} steps. */
  static LocalStepsSync start(PreparedModel model, OuterLearner learner, int stepsInRound) {
    int batches = model.data().sampler().batches();
    return new LocalStepsSync(engine(model, learner), stepsInRound, batches);
  }

  /** The number of rounds in an epoch of {@code batches} batches. */
  static int rounds(int stepsInRound, int batches) {
    return (batches + stepsInRound - 1) / stepsInRound;
  }

  @Override
  public Taken take(int epoch, int batch, List<List<Double>> losses) {
    int steps = Math.min(stepsInRound, batches - batch);
    RoundEngine.Round round = engine.round(epoch, batch, steps, losses.get(0));
    return new Taken(steps, List.of(round.outcome()), round.times(), engine.description());
  }

  @Override
  public int mostBatches() {
    return stepsInRound;
  }

  @Override
  public String trace(int epoch, int batch, int steps, List<Double> losses) {
    return engine.trace(epoch, batch, steps, losses);
  }

  @Override
  public void rest() {
    engine.rest();
  }

  @Override
  public void drop(int model) {} // the one model there is: no more rounds are taken

  @Override
  public void close() {
    engine.close();
  }
}
