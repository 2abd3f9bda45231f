package io.kindling.ml;

import io.kindling.driver.exploration.TrialResult;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes down how one of several fits that take their steps together goes. */
final class TrialRecorder {
  private final List<NetworkTrainingSummary.Epoch> epochs = new ArrayList<>();
  private final long start = System.nanoTime();
  private double before;

  /** Notes an epoch, unless this fit has stopped before it. */
  void epochEnded(TrialResult result) {
    double now = seconds();
    if (result.epochLosses().size() > epochs.size()) {
      epochs.add(
          new NetworkTrainingSummary.Epoch(
              result.stepLosses().size(),
              result.trainLoss(),
              result.validation(),
              result.lastRate(),
              now - before));
    }
    before = now;
  }

  /** The summary of a fit that gave this model. */
  NetworkTrainingSummary summary(TrainedModel model) {
    Object epoch = model.provenance().values().get("epoch");
    int best = epoch instanceof Number number ? number.intValue() : epochs.size();
    return new NetworkTrainingSummary(epochs, best, seconds(), List.of());
  }

  private double seconds() {
    return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
