package io.kindling.driver.training;

import io.kindling.driver.aggregation.StepEngine;
import io.kindling.driver.aggregation.StepOutcome;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.resident.ResidentSteps;
import java.util.List;

/** One step of the optimizers for each batch. */
public record EveryStepSync(StepEngine engine) implements Sync {
  /**
   * Steps of models on the same data.
   *
   * @param learners the parameters of each
   */
  public static EveryStepSync start(List<PreparedModel> models, List<Learner> learners) {
    PreparedData data = models.get(0).data();
    return new EveryStepSync(
        new StepEngine(
            data.context(),
            data.train(),
            ResidentSteps::start,
            data.sampler(),
            models.get(0).spec().seed(),
            models.stream().map(PreparedModel::runtime).toList(),
            learners));
  }

  @Override
  public Taken take(int epoch, int batch, List<List<Double>> losses) {
    List<StepOutcome> found = engine.step(epoch, batch, losses);
    return new Taken(1, found, engine.lastTimes(), engine.description());
  }

  @Override
  public void rest() {
    engine.rest();
  }

  @Override
  public String trace(int epoch, int batch, int batches, List<Double> losses) {
    return engine.trace(epoch, batch);
  }

  @Override
  public void drop(int model) {
    engine.drop(model);
  }

  @Override
  public void close() {
    engine.close();
  }
}
