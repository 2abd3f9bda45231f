package io.kindling.driver.training;

import io.kindling.driver.data.PreparedData;
import io.kindling.driver.model.Provenance;
import io.kindling.driver.model.TrainedModel;
import java.util.function.Consumer;

/** Tells the events of the training of one model. */
final class EventTeller implements TrainingLoop.Observer {
  private final TrainingProgress progress;
  private final Provenance provenance;
  private final Consumer<TrainingEvent> listeners;

  EventTeller(TrainingProgress progress, Provenance provenance, Consumer<TrainingEvent> listeners) {
    this.progress = progress;
    this.provenance = provenance;
    this.listeners = listeners;
  }

  /** A loss that is not finite is reported by {@link #epochEnded}. */
  @Override
  public void stepped(TrainingLoop.Stepped step) {
    if (progress.divergence().isEmpty()) {
      listeners.accept(
          new TrainingEvent.StepCompleted(
              step.epoch(),
              step.batch(),
              step.rows(),
              step.taken().losses().get(0).mean(),
              step.seconds(),
              step.taken().times(),
              step.taken().how()));
    }
  }

  /**
   * Tells the end of an epoch.
   *
   * @throws DivergedException when the model is no longer one
   */
  @Override
  public void epochEnded(TrainingLoop loop, int epoch, double seconds) {
    progress
        .divergence()
        .ifPresent(
            reason -> {
              throw reason;
            });
    EpochModel model = new EpochModel(this::snapshot);
    listeners.accept(
        new TrainingEvent.EpochCompleted(
            epoch,
            progress.learner().steps(),
            progress.trainLoss(),
            progress.validation(),
            progress.learner().lastRate(),
            seconds,
            progress.model().data().train().rows() / seconds,
            model));
    model.close();
  }

  private TrainedModel snapshot() {
    PreparedData data = progress.model().data();
    float[] theta = progress.best().kept(progress.learner().averagedParameters());
    return new TrainedModel(
        progress.model().model(), data.preprocessing(), data.labels(), theta.clone(), provenance);
  }

  /** Tells that training is over, and gives its model. */
  TrainedModel finish() {
    TrainedModel trained = snapshot();
    BestEpoch best = progress.best();
    listeners.accept(
        new TrainingEvent.Finished(trained, best.epochs(), best.keptEpoch(), best.warnings()));
    return trained;
  }
}
