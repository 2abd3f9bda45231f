package io.kindling.driver.training;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What happens in a training, in order. */
public sealed interface TrainingEvent {
  /**
   * Data is packed, the network compiled; steps come next.
   *
   * @param plan what the training comes to
   * @param sync what is declared, or what was chosen by measuring
   * @param executors what computes on each executor that answered
   * @param provenance what its models will say of it
   * @param resumed where it goes on from, unless it starts anew
   * @param data what the rows to train on look like, where a listener {@linkplain
   *     TrainingListener#details wants} it
   */
  record Started(
      TrainingPlan plan,
      SyncPolicy sync,
      List<BlasSurvey.Answer> executors,
      Provenance provenance,
      Optional<Resumed> resumed,
      Optional<DataDetails> data)
      implements TrainingEvent {
    /** What is declared. */
    public TrainingSpec spec() {
      return plan.spec();
    }
  }

  /**
   * Where a training goes on from.
   *
   * @param position in its epochs
   * @param steps taken before
   * @param differences what is not as it was then, a line each
   */
  record Resumed(TrainingPosition position, long steps, List<String> differences) {
    /** Copies. */
    public Resumed {
      differences = List.copyOf(differences);
    }
  }

  /**
   * A step is done, or a round of local steps.
   *
   * @param epoch from 1
   * @param stepInEpoch the last of them, from 1
   * @param step steps since the start of the training, this one included
   * @param rows in its batch, or in those of the round
   * @param loss of its batch, before the step; the mean over those of the round
   * @param learningRate of the last of them
   * @param seconds it took
   * @param times where they went
   * @param how steps are run, by workers that stay or as jobs, and why so
   * @param state to go on from after it, its arrays in place; to be asked for while the event is
   *     handled, and an {@link IllegalStateException} later
   */
  record StepCompleted(
      int epoch,
      int stepInEpoch,
      long step,
      int rows,
      double loss,
      double learningRate,
      double seconds,
      StepTimes times,
      String how,
      Supplier<TrainingState> state)
      implements TrainingEvent {}

  /**
   * An epoch is done.
   *
   * @param epoch from 1
   * @param step steps since the start
   * @param trainLoss mean loss of the epoch's batches, each before its step
   * @param validation loss and metrics, if there are validation rows
   * @param learningRate of the last step
   * @param seconds of training alone, without validation
   * @param samplesPerSecond rows in those seconds
   * @param model the model that training would give if it ended now, as a copy; to be asked for
   *     while the event is handled, and an {@link IllegalStateException} later
   * @param last the model with this epoch's parameters, where the model has those of an earlier
   *     one; to be asked for likewise
   * @param setbacks of this epoch, after each of which it was begun again
   * @param details matrices and curves of the validation, and how the layers are, as far as a
   *     listener {@linkplain TrainingListener#detailsOfEpoch wants} them of this epoch
   * @param state as that of a step
   */
  record EpochCompleted(
      int epoch,
      long step,
      double trainLoss,
      Optional<Map<String, Double>> validation,
      double learningRate,
      double seconds,
      double samplesPerSecond,
      Supplier<TrainedModel> model,
      Optional<Supplier<TrainedModel>> last,
      List<Setback> setbacks,
      Optional<EpochDetails> details,
      Supplier<TrainingState> state)
      implements TrainingEvent {}

  /**
   * Something was not finite, and training is back where its epoch began, with a lower learning
   * rate.
   *
   * @param reason what was not finite
   * @param setbacks all so far, this one last
   * @param atMost so many there may be
   * @param position where it goes on
   * @param state to go on from there, its arrays in place; to be asked for as that of a step
   */
  record RolledBack(
      DivergedException reason,
      List<Setback> setbacks,
      int atMost,
      TrainingPosition position,
      Supplier<TrainingState> state)
      implements TrainingEvent {
    /** Copies. */
    public RolledBack {
      setbacks = List.copyOf(setbacks);
    }
  }

  /**
   * Something happened beside the steps. It comes before the event of the step, or of the epoch, by
   * whose end it was noticed; what is noticed after the last of these is in the log alone.
   */
  record Noted(Incident incident) implements TrainingEvent {}

  /**
   * Training is over.
   *
   * @param epochs how many ended; fewer than declared if training stopped early
   * @param keptEpoch the one whose parameters the model has
   * @param end why there were no more
   * @param position in its epochs at the end: within one where a budget was spent there
   * @param warnings what a user should know of how it went
   * @param details how the model errs, where a listener wants that and did not get it with the
   *     epoch whose parameters the model has
   * @param state as that of a step; more epochs can go on from it
   */
  record Finished(
      TrainedModel model,
      int epochs,
      int keptEpoch,
      TrainingEnd end,
      TrainingPosition position,
      List<String> warnings,
      Optional<EpochDetails> details,
      Supplier<TrainingState> state)
      implements TrainingEvent {}

  /**
   * Training has failed; the failure is thrown when this has been handled.
   *
   * @param failure of Spark, of the training itself, or of a listener
   * @param state as that of a step, before the one that failed; none when numbers are no longer
   *     finite, or the parameters half changed
   */
  record Failed(Throwable failure, Optional<Supplier<TrainingState>> state)
      implements TrainingEvent {}
}
