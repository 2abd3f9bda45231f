package io.kindling.ml;

import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Listens to a training for its summary. */
final class SummaryRecorder implements TrainingListener {
  private final List<NetworkTrainingSummary.Epoch> epochs = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private long start = System.nanoTime();
  private int bestEpoch;

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      start = System.nanoTime();
      started.plan().warnings().forEach(this::warn);
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      epochs.add(
          new NetworkTrainingSummary.Epoch(
              epoch.step(),
              epoch.trainLoss(),
              epoch.validation().orElse(Map.of()),
              epoch.learningRate(),
              epoch.seconds()));
    } else if (event instanceof TrainingEvent.Finished finished) {
      bestEpoch = finished.keptEpoch();
      finished.warnings().forEach(this::warn);
    }
  }

  private void warn(String line) {
    warnings.add(ParamNames.in(line));
  }

  NetworkTrainingSummary summary() {
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    return new NetworkTrainingSummary(epochs, bestEpoch, seconds, warnings);
  }
}
