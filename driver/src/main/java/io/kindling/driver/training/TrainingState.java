package io.kindling.driver.training;

import io.kindling.driver.optimizer.LearningState;
import io.kindling.driver.sync.SyncPolicy;

/**
 * What a training is in the middle of: a training of the same declaration on the same rows that
 * goes on from here gives the same model, to the bit, as one that was never interrupted.
 *
 * @param identity what is trained, on what
 * @param sync what is declared, or what was chosen by measuring
 * @param position in its epochs
 * @param progress how it went so far
 * @param learning parameters and optimizers
 */
public record TrainingState(
    TrainingIdentity identity,
    SyncPolicy sync,
    TrainingPosition position,
    ProgressState progress,
    LearningState learning) {
  /** The same, with arrays of its own, which no step changes. */
  public TrainingState copy() {
    return new TrainingState(identity, sync, position, progress, learning.copy());
  }
}
