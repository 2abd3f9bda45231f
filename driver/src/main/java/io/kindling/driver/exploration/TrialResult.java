package io.kindling.driver.exploration;

import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.driver.training.TrainingProgress;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How a trial of a {@link Comparison} went. */
public final class TrialResult {
  private final String name;
  private final TrainingProgress progress;
  private final List<Double> stepLosses = new ArrayList<>();
  private final List<Epoch> epochs = new ArrayList<>();

  /**
   * How an epoch went.
   *
   * @param step steps since the start
   * @param trainLoss the mean loss of its batches
   * @param validation what validation found; nothing without validation rows
   */
  public record Epoch(long step, double trainLoss, Map<String, Double> validation) {}

  TrialResult(String name, TrainingProgress progress) {
    this.name = name;
    this.progress = progress;
  }

  /**
   * The model that it has come to.
   *
   * @throws io.kindling.driver.training.DivergedException when it is no longer finite
   */
  TrainedModel model(List<BlasSurvey.Answer> executors) {
    progress
        .divergence()
        .ifPresent(
            reason -> {
              throw reason;
            });
    return progress.trained(executors);
  }

  void addStep(double loss) {
    stepLosses.add(loss);
  }

  /** Notes the epoch that ended, if it did for this trial too. */
  void noteEpoch() {
    if (progress.epochLosses().size() > epochs.size()) {
      epochs.add(new Epoch(progress.learner().steps(), trainLoss(), validation()));
    }
  }

  TrainingProgress progress() {
    return progress;
  }

  /** What the trial is called. */
  public String name() {
    return name;
  }

  /** The loss of each batch, before its step. */
  public List<Double> stepLosses() {
    return Collections.unmodifiableList(stepLosses);
  }

  /** Each epoch that ended. */
  public List<Epoch> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  /** The loss of each epoch that ended: of the validation rows, or of the training rows. */
  public List<Double> epochLosses() {
    return progress.epochLosses();
  }

  /** The last of {@link #epochLosses}, or infinity. */
  public double lastEpochLoss() {
    List<Double> losses = epochLosses();
    return losses.isEmpty() ? Double.POSITIVE_INFINITY : losses.get(losses.size() - 1);
  }

  /** The mean loss of the last epoch's batches; NaN before the first epoch ended. */
  public double trainLoss() {
    return progress.trainLoss();
  }

  /** What the last validation found; nothing without validation rows. */
  public Map<String, Double> validation() {
    return progress.validation().orElse(Map.of());
  }

  /** The learning rate of the last step. */
  public double lastRate() {
    return progress.learner().lastRate();
  }

  /** Why it ended. */
  public TrainingEnd end() {
    return progress.end();
  }
}
