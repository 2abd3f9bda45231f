package io.kindling.driver.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the training of a model went so far, as far as it matters for how it goes on.
 *
 * @param epochLosses the loss of each epoch that ended
 * @param lossSum of the batches of the epoch under way
 * @param weightSum of their rows
 * @param trainLoss mean loss of the last epoch's batches; NaN before its end
 * @param validation what the last validation measured
 * @param best the best epoch so far
 */
public record ProgressState(
    List<Double> epochLosses,
    double lossSum,
    double weightSum,
    double trainLoss,
    Optional<Map<String, Double>> validation,
    Best best) {
  /** Copies. */
  public ProgressState {
    epochLosses = List.copyOf(epochLosses);
  }

  /** Before the first batch of the epoch under way. */
  ProgressState atEpochStart() {
    return new ProgressState(epochLosses, 0, 0, trainLoss, validation, best);
  }

  /**
   * The best epoch.
   *
   * @param epoch its number, from 1; 0 if no epoch had a value that is a number
   * @param seen the number of epochs that ended
   * @param value by which it is the best; NaN if there is none
   * @param parameters after it, if they are kept; no one changes them any more
   */
  public record Best(int epoch, int seen, double value, Optional<float[]> parameters) {}
}
