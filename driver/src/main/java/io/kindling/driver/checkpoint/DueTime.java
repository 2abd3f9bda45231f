package io.kindling.driver.checkpoint;

import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingPosition;
import java.time.Duration;

/**
 * When the next checkpoint is due. Steps and epochs count from the start of training, so that one
 * that was resumed goes on in the same rhythm.
 */
final class DueTime {
  private final CheckpointRule rule;
  private final int stepsPerEpoch;
  private long now; // steps or epochs
  private long taken;
  private long takenNanos = System.nanoTime();

  DueTime(CheckpointRule rule, int stepsPerEpoch, TrainingPosition start) {
    this.rule = rule;
    this.stepsPerEpoch = stepsPerEpoch;
    count(start.epochs(), start.batches());
    taken = intervals();
  }

  private void count(int epochs, int batches) {
    now =
        rule.unit() == CheckpointRule.Unit.EPOCHS
            ? epochs
            : (long) epochs * stepsPerEpoch + batches;
  }

  /** Whether one is due after a step. */
  boolean after(TrainingEvent.StepCompleted step) {
    count(step.epoch() - 1, step.stepInEpoch());
    return isDue();
  }

  /** Whether one is due after an epoch. */
  boolean after(TrainingEvent.EpochCompleted epoch) {
    count(epoch.epoch(), 0);
    return isDue();
  }

  private boolean isDue() {
    return rule.unit() == CheckpointRule.Unit.MINUTES
        ? System.nanoTime() - takenNanos >= Duration.ofMinutes(1).toNanos() * rule.every()
        : intervals() > taken;
  }

  private long intervals() {
    return (long) (now / rule.every());
  }

  /** One is being taken. */
  void taken() {
    taken = intervals();
    takenNanos = System.nanoTime();
  }
}
