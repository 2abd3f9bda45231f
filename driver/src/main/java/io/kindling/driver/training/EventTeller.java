package io.kindling.driver.training;

import io.kindling.driver.insight.EpochDetails;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells the events of the training of one model. */
final class EventTeller implements TrainingLoop.Observer {
  private final TrainingProgress progress;
  private final TrainingRecord record;
  private final Rollbacks rollbacks;
  private final BudgetMeter meter;
  private final Consumer<TrainingEvent> listeners;

  EventTeller(
      TrainingProgress progress,
      TrainingRecord record,
      Rollbacks rollbacks,
      BudgetMeter meter,
      Consumer<TrainingEvent> listeners) {
    this.progress = progress;
    this.record = record;
    this.rollbacks = rollbacks;
    this.meter = meter;
    this.listeners = listeners;
  }

  /** What is not finite is reported by {@link #epochEnded}. */
  @Override
  public void stepped(TrainingLoop loop, TrainingLoop.Stepped step) {
    if (progress.divergence().isPresent()) {
      return;
    }
    meter.addSteps(step.taken().batches());
    try (DuringEvent<TrainingState> state = stateAt(loop.position())) {
      listeners.accept(
          new TrainingEvent.StepCompleted(
              step.epoch(),
              step.batch(),
              progress.learner().steps(),
              step.rows(),
              step.taken().outcomes().get(0).loss().mean(),
              progress.learner().lastRate(),
              step.seconds(),
              step.taken().times(),
              step.taken().how(),
              state));
    }
  }

  /**
   * Tells the end of an epoch, and keeps it to go back to.
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
    boolean keptIsOlder = progress.best().keptEpoch() < epoch;
    try (EpochModel model = new EpochModel(this::snapshot);
        EpochModel last = new EpochModel(this::last);
        DuringEvent<TrainingState> state = stateAt(loop.position())) {
      listeners.accept(
          new TrainingEvent.EpochCompleted(
              epoch,
              progress.learner().steps(),
              progress.trainLoss(),
              progress.validation(),
              progress.learner().lastRate(),
              seconds,
              progress.model().data().train().rows() / seconds,
              model,
              keptIsOlder ? Optional.of(last) : Optional.empty(),
              rollbacks.setbacksOf(epoch),
              progress.details(),
              state));
    }
    keep(loop.position());
    meter.addEpoch();
  }

  @Override
  public boolean asksExecutors() {
    return record.arithmetic().isBehind();
  }

  @Override
  public void executorsCame() {
    record
        .arithmetic()
        .ask()
        .forEach(incident -> listeners.accept(new TrainingEvent.Noted(incident)));
  }

  @Override
  public boolean endsHere() {
    return meter.isSpent();
  }

  /** Keeps the state to go back to it, if that may be wanted: at the start of an epoch. */
  void keep(TrainingPosition position) {
    rollbacks.keep(() -> state(position));
  }

  /**
   * Where training goes back, it is not asked: the same is found once more if that does not help.
   */
  @Override
  public boolean asksWhere() {
    return !rollbacks.isLeft();
  }

  private DuringEvent<TrainingState> stateAt(TrainingPosition position) {
    return new DuringEvent<>("the state of a training", () -> state(position));
  }

  private TrainingState state(TrainingPosition position) {
    return new TrainingState(
        record.identity(),
        record.sync(),
        position,
        progress.state(),
        progress.learner().state(),
        rollbacks.setbacks(),
        position.batches() == 0 ? Optional.empty() : rollbacks.epochStart());
  }

  private TrainedModel snapshot() {
    return progress.trained(provenance());
  }

  private Provenance provenance() {
    return TrainingProvenance.with(rollbacks.setbacks(), record.provenance());
  }

  private TrainedModel last() {
    return progress
        .model()
        .trained(
            progress.learner().averagedParameters(),
            TrainingProvenance.after(progress.best().epochs(), provenance()));
  }

  /** Tells that training is back at {@code position}. */
  void rolledBack(DivergedException reason, TrainingPosition position) {
    try (DuringEvent<TrainingState> state = stateAt(position)) {
      listeners.accept(
          new TrainingEvent.RolledBack(
              reason, rollbacks.setbacks(), rollbacks.atMost(), position, state));
    }
  }

  /**
   * Tells that training is over, and gives its model, which is that of an epoch that ended.
   *
   * @throws BudgetSpentException when the budget ended it before there was one
   */
  TrainedModel finish(TrainingLoop loop) {
    TrainingPosition position = loop.position();
    BestEpoch best = progress.best();
    if (position.batches() > 0 && !best.keeps()) {
      throw BudgetSpentException.at(
          position, progress.model().data().sampler().batches(), meter.budget());
    }
    TrainedModel trained = snapshot();
    Optional<EpochDetails> details =
        progress.lacksErrors()
            ? Optional.of(progress.errors(loop.errors(progress)))
            : Optional.empty();
    try (DuringEvent<TrainingState> state = stateAt(position)) {
      listeners.accept(
          new TrainingEvent.Finished(
              trained,
              best.epochs(),
              best.keptEpoch(),
              progress.end(),
              position,
              best.warnings(),
              details,
              state));
    }
    return trained;
  }

  /** Tells that training has failed; what listeners fail of then is told with the failure. */
  void fail(Throwable failure, TrainingPosition position) {
    boolean goesOn = progress.divergence().isEmpty() && progress.learner().isWhole();
    try (DuringEvent<TrainingState> state = stateAt(position)) {
      listeners.accept(
          new TrainingEvent.Failed(failure, goesOn ? Optional.of(state) : Optional.empty()));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
