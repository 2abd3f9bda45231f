package io.kindling.driver.training;

/**
 * Where in its epochs a training is, between two steps.
 *
 * @param epochs that have ended, validation included
 * @param batches of the epoch under way that it has learnt from
 * @param seconds of training that these took
 */
public record TrainingPosition(int epochs, int batches, double seconds) {
  /** Before the first step. */
  public static final TrainingPosition START = new TrainingPosition(0, 0, 0);

  /** After more batches of the epoch, which has taken so many seconds by now. */
  TrainingPosition after(int more, double secondsOfEpoch) {
    return new TrainingPosition(epochs, batches + more, secondsOfEpoch);
  }

  /** At the end of the epoch. */
  TrainingPosition nextEpoch() {
    return new TrainingPosition(epochs + 1, 0, 0);
  }
}
