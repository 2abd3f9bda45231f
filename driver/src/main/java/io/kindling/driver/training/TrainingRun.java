package io.kindling.driver.training;

import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.optimizer.Learning;
import io.kindling.driver.optimizer.OuterLearner;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.predictor.model.TrainedModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes one model from its start, or from where it goes on, to its end. After a divergence that
 * leads back, a loop begins anew at the state that was kept, as it does after an interruption.
 */
final class TrainingRun {
  private final PreparedModel model;
  private final JobDescription job;
  private final TrainingRecord record;
  private final Consumer<TrainingEvent> listeners;
  private final BudgetMeter meter;
  private final Set<Detail> details;
  private final Supplier<Set<Detail>> detailsOfEpoch;

  TrainingRun(
      PreparedModel model,
      TrainingRecord record,
      JobDescription job,
      Consumer<TrainingEvent> listeners,
      Set<Detail> details,
      Supplier<Set<Detail>> detailsOfEpoch) {
    this.model = model;
    this.record = record;
    this.job = job;
    this.listeners = listeners;
    this.details = details;
    this.detailsOfEpoch = detailsOfEpoch;
    this.meter = new BudgetMeter(model.spec().budget());
  }

  /** Hears that the first loop is about to begin. */
  @FunctionalInterface
  interface Start {
    /** Where it begins, and after how many steps. */
    void at(TrainingPosition position, long steps);
  }

  /** A loop over the model. */
  private record Loop(TrainingProgress progress, TrainingLoop loop) implements AutoCloseable {
    @Override
    public void close() {
      loop.close();
    }
  }

  /**
   * Trains.
   *
   * @param from where to go on; otherwise at the start
   * @throws DivergedException when something is not finite, and training does not go back
   */
  TrainedModel train(Optional<TrainingState> from, Start start) {
    Rollbacks rollbacks =
        new Rollbacks(
            model.spec().onDivergence(), from.map(TrainingState::setbacks).orElse(List.of()));
    from.ifPresent(rollbacks::keepStartOf);
    Optional<TrainingState> begin = from;
    Optional<DivergedException> reason = Optional.empty();
    while (true) {
      try {
        return run(begin, reason, rollbacks, start);
      } catch (DivergedException e) {
        begin = Optional.of(rollbacks.after(e).orElseThrow(() -> e));
        reason = Optional.of(e);
      }
    }
  }

  private TrainedModel run(
      Optional<TrainingState> from,
      Optional<DivergedException> reason,
      Rollbacks rollbacks,
      Start start) {
    try (Loop training = begin(from, Setback.factor(rollbacks.setbacks()))) {
      TrainingLoop loop = training.loop();
      EventTeller teller =
          new EventTeller(training.progress(), record, rollbacks, meter, listeners);
      if (reason.isEmpty()) {
        start.at(loop.position(), training.progress().learner().steps());
      }
      try {
        reason.ifPresent(it -> teller.rolledBack(it, loop.position()));
        if (from.isEmpty()) {
          teller.keep(loop.position());
        }
        loop.run(teller);
        return teller.finish(loop);
      } catch (DivergedException e) {
        if (rollbacks.isLeft()) {
          throw e; // which is not the end
        }
        DivergedException last = e.after(rollbacks.setbacks().size());
        teller.fail(last, loop.position());
        throw last;
      } catch (Throwable e) {
        teller.fail(e, loop.position());
        throw e;
      }
    }
  }

  private Loop begin(Optional<TrainingState> from, double rateFactor) {
    TrainingProgress progress;
    Sync sync;
    if (record.sync() instanceof LocalSteps local) {
      OuterLearner learner = model.learner(local);
      progress = progress(learner, from, rateFactor);
      sync = LocalStepsSync.start(model, learner, local.steps());
    } else {
      Learner learner = model.learner();
      progress = progress(learner, from, rateFactor);
      sync = EveryStepSync.start(List.of(model), List.of(learner));
    }
    TrainingPosition position = from.map(TrainingState::position).orElse(TrainingPosition.START);
    int epochs = model.spec().epochs();
    return new Loop(
        progress, new TrainingLoop(model.data(), sync, List.of(progress), position, epochs, job));
  }

  /** At the start of training, or where it goes on. */
  private TrainingProgress progress(
      Learning learner, Optional<TrainingState> from, double rateFactor) {
    TrainingProgress progress = new TrainingProgress(model, learner, model.spec().earlyStopping());
    progress.watch(details, detailsOfEpoch);
    if (model.spec().budget().isPresent()) {
      progress.best().keepLast();
    }
    from.ifPresent(
        state -> {
          learner.restore(state.learning());
          progress.restore(state.progress());
          if (state.position().batches() == 0) {
            progress.best().keepEnded(learner.averagedParameters());
          }
        });
    learner.slowDown(rateFactor);
    return progress;
  }
}
