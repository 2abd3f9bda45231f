package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.StepEngine;
import io.kindling.driver.optimizer.Learner;
import java.util.List;

/** One step of the optimizer for each batch. */
record EveryStepSync(StepEngine engine, Learner learner) implements Sync {
  @Override
  public Taken take(int epoch, int batch, List<Double> losses) {
    BatchLoss loss = engine.step(epoch, batch, List.of(losses)).get(0);
    return new Taken(1, loss, engine.lastTimes());
  }

  @Override
  public void close() {
    engine.close();
  }
}
