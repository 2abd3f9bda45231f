package io.kindling.driver.training;

/** A listener with a method for each event, of which it implements those that it cares for. */
public interface TrainingHandler extends TrainingListener {
  @Override
  default void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.StepCompleted step) {
      stepCompleted(step);
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      epochCompleted(epoch);
    } else if (event instanceof TrainingEvent.Started started) {
      started(started);
    } else if (event instanceof TrainingEvent.RolledBack rolledBack) {
      rolledBack(rolledBack);
    } else if (event instanceof TrainingEvent.Noted noted) {
      noted(noted);
    } else if (event instanceof TrainingEvent.Finished finished) {
      finished(finished);
    } else if (event instanceof TrainingEvent.Failed failed) {
      failed(failed);
    }
  }

  /** The first event, before the first step. */
  default void started(TrainingEvent.Started event) {}

  /** A step is done, or a round of local steps. */
  default void stepCompleted(TrainingEvent.StepCompleted event) {}

  /** An epoch is done, and validated. */
  default void epochCompleted(TrainingEvent.EpochCompleted event) {}

  /** Training goes back to where an epoch began. */
  default void rolledBack(TrainingEvent.RolledBack event) {}

  /** Something happened beside the steps. */
  default void noted(TrainingEvent.Noted event) {}

  /** The last event of a training that came to an end. */
  default void finished(TrainingEvent.Finished event) {}

  /** The last event of a training that failed. */
  default void failed(TrainingEvent.Failed event) {}
}
