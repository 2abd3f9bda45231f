package io.kindling.driver.training;

import io.kindling.driver.optimizer.LearningState;
import io.kindling.driver.sync.SyncPolicy;
import java.util.List;
import java.util.Optional;

/**
 * What a training is in the middle of: a training of the same declaration on the same rows that
 * goes on from here gives the same model, to the bit, as one that was never interrupted.
 *
 * @param identity what is trained, on what
 * @param sync what is declared, or what was chosen by measuring
 * @param position in its epochs
 * @param progress how it went so far
 * @param learning parameters and optimizers
 * @param setbacks after which it went back, in order
 * @param epochStart what was learnt when the epoch under way began, where it may have to go back
 *     there; no one changes its arrays any more
 */
public record TrainingState(
    TrainingIdentity identity,
    SyncPolicy sync,
    TrainingPosition position,
    ProgressState progress,
    LearningState learning,
    List<Setback> setbacks,
    Optional<LearningState> epochStart) {
  /** Copies. */
  public TrainingState {
    setbacks = List.copyOf(setbacks);
  }

  /** The same, with arrays of its own, which no step changes. */
  public TrainingState copy() {
    return new TrainingState(
        identity, sync, position, progress, learning.copy(), setbacks, epochStart);
  }

  /** Where the epoch under way began; this, where there is none or it is not known. */
  TrainingState atEpochStart() {
    if (position.batches() == 0 || epochStart.isEmpty()) {
      return this;
    }
    return new TrainingState(
        identity,
        sync,
        new TrainingPosition(position.epochs(), 0, 0),
        progress.atEpochStart(),
        epochStart.get(),
        setbacks,
        Optional.empty());
  }

  /** The same after one more setback. */
  TrainingState after(List<Setback> more) {
    return new TrainingState(identity, sync, position, progress, learning, more, epochStart);
  }
}
