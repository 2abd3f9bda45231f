package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.evaluation.Measurement;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.insight.LayerDetails;
import io.kindling.driver.insight.ParameterDetails;
import io.kindling.driver.insight.SampledRow;
import io.kindling.driver.optimizer.Learning;
import io.kindling.kernels.math.FiniteCheck;
import io.kindling.kernels.parameter.ValueHistogram;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** How far the training of one model is. */
public final class TrainingProgress {
  private final PreparedModel model;
  private final Learning learner;
  private final BestEpoch best;
  private final List<Double> epochLosses = new ArrayList<>();
  private double lossSum;
  private double weightSum;
  private double trainLoss = Double.NaN;
  private Optional<Map<String, Double>> validation = Optional.empty();
  private TrainingEnd end = TrainingEnd.FINISHED;
  private Optional<DivergedException> divergence = Optional.empty();
  private Set<Detail> details = Set.of();
  private Supplier<Set<Detail>> detailsOfEpoch = Set::of;
  private Set<Detail> wanted = Set.of(); // of the epoch that is trained
  private Optional<Measurement> measurement = Optional.empty(); // of its validation
  private boolean keptShowsErrors; // the epoch whose parameters the model has

  /**
   * At the start of training.
   *
   * @param stopping what validation decides
   */
  public TrainingProgress(PreparedModel model, Learning learner, EarlyStopping stopping) {
    this.model = model;
    this.learner = learner;
    this.best = new BestEpoch(stopping, model.spec().metrics());
  }

  /**
   * From now on epochs have details.
   *
   * @param all that are looked at, those of the last epoch
   * @param ofEpoch those of them that are looked at of an epoch that is about to end
   */
  void watch(Set<Detail> all, Supplier<Set<Detail>> ofEpoch) {
    details = all;
    wanted = all;
    detailsOfEpoch = ofEpoch;
  }

  /** Whether the epoch that is trained has such details. */
  private boolean shows(Detail detail) {
    return wanted.contains(detail);
  }

  /** What its validation is to find besides figures. */
  Set<Detail> wanted() {
    return wanted;
  }

  /**
   * The next step is the last of an epoch: details of its gradient are noted if they are wanted.
   *
   * @param isLast whether no epoch is declared behind it
   */
  void measureNext(boolean isLast) {
    wanted = isLast ? details : detailsOfEpoch.get();
    learner.measureNext(shows(Detail.NORMS), shows(Detail.HISTOGRAMS));
  }

  /** Notes what the validation of an epoch that is about to end found. */
  void note(Measurement found) {
    measurement = Optional.of(found);
  }

  /** Whether it is wanted how the model errs, and is not known, since that of its epoch was not. */
  boolean lacksErrors() {
    return details.contains(Detail.ERRORS) && validation.isPresent() && !keptShowsErrors;
  }

  /** What the last epoch showed in detail, where these are wanted. */
  Optional<EpochDetails> details() {
    if (wanted.stream().allMatch(detail -> detail == Detail.DATA)) {
      return Optional.empty();
    }
    return Optional.of(
        new EpochDetails(
            measurement
                .filter(found -> shows(Detail.ERRORS))
                .map(found -> found.evaluation().matrices())
                .orElse(Map.of()),
            shows(Detail.NORMS)
                ? LayerDetails.of(learner.parameterSquares(), learner.gradientSquares())
                : List.of(),
            shows(Detail.HISTOGRAMS) ? parameterDetails() : List.of(),
            measurement.map(Measurement::silentUnits).orElse(Map.of()),
            measurement.map(this::rows).orElse(List.of())));
  }

  /** What a measurement of the model shows of how it errs. */
  EpochDetails errors(Measurement found) {
    return new EpochDetails(
        found.evaluation().matrices(), List.of(), List.of(), Map.of(), rows(found));
  }

  private List<SampledRow> rows(Measurement found) {
    return found.rows().stream()
        .map(row -> row.inDataUnits(model.data().train().origins()))
        .toList();
  }

  private List<ParameterDetails> parameterDetails() {
    Map<String, ValueHistogram> gradients = learner.gradientHistograms();
    List<ParameterDetails> parameters = new ArrayList<>();
    learner
        .parameterHistograms()
        .forEach(
            (name, values) ->
                parameters.add(
                    new ParameterDetails(name, values, Optional.ofNullable(gradients.get(name)))));
    return parameters;
  }

  /** Takes in the loss of a batch, or of several. */
  void add(BatchLoss loss) {
    lossSum += loss.sum();
    weightSum += loss.weight();
  }

  /**
   * Ends an epoch, and notes its parameters if they are the best so far; unless something of it is
   * not finite, which ends the training.
   *
   * @param measured loss and metrics of the validation rows, if there are any
   */
  void endEpoch(int epoch, Optional<Map<String, Double>> measured) {
    trainLoss = lossSum / weightSum;
    lossSum = 0;
    weightSum = 0;
    validation = measured.map(LinkedHashMap::new);
    double loss = validation.map(values -> values.get("loss")).orElse(trainLoss);
    if (!Double.isFinite(loss)) {
      String whose = validation.isPresent() ? "validation loss" : "loss";
      diverge(DivergedException.atEnd(epoch, "the %s became %s".formatted(whose, loss)));
    } else if (!FiniteCheck.areFinite(learner.averagedParameters())) { // steps look at θ alone
      diverge(DivergedException.atEnd(epoch, "a parameter of the average is no longer finite"));
    } else {
      epochLosses.add(loss);
      best.note(validation.orElse(Map.of()), learner.averagedParameters());
      if (best.keptEpoch() == epoch) {
        keptShowsErrors = shows(Detail.ERRORS);
      }
    }
  }

  /** What it goes on from. */
  ProgressState state() {
    return new ProgressState(
        epochLosses, lossSum, weightSum, trainLoss, validation(), best.state());
  }

  /** Goes on from there. */
  void restore(ProgressState state) {
    epochLosses.clear();
    epochLosses.addAll(state.epochLosses());
    lossSum = state.lossSum();
    weightSum = state.weightSum();
    trainLoss = state.trainLoss();
    validation = state.validation();
    best.restore(state.best());
  }

  void diverge(DivergedException reason) {
    divergence = Optional.of(reason);
    end = TrainingEnd.DIVERGED;
  }

  void end(TrainingEnd reason) {
    end = reason;
  }

  /** What is trained. */
  public PreparedModel model() {
    return model;
  }

  /** What learns. */
  public Learning learner() {
    return learner;
  }

  /** The best epoch so far. */
  BestEpoch best() {
    return best;
  }

  /** The parameters that the model would have if training ended now; not a copy. */
  float[] kept() {
    return best.kept(learner.averagedParameters());
  }

  /**
   * The model with the parameters that it would have if training ended now: of the best epoch, or
   * the last one.
   *
   * @param training what it says of that
   */
  TrainedModel trained(Provenance training) {
    return model.trained(kept(), TrainingProvenance.after(best.keptEpoch(), training));
  }

  /**
   * The same of a training that takes every step, alone or beside others.
   *
   * @param executors what computes on each
   */
  public TrainedModel trained(List<BlasSurvey.Answer> executors) {
    return trained(
        TrainingProvenance.complete(
            TrainingProvenance.of(model, model.spec().sync(), executors),
            model.data(),
            TrainingIdentity.of(model, executors),
            Map.of()));
  }

  /** The loss of each epoch that ended: of the validation rows, or of the training rows. */
  public List<Double> epochLosses() {
    return Collections.unmodifiableList(epochLosses);
  }

  /** The mean loss of the last epoch's batches, each before its step. */
  public double trainLoss() {
    return trainLoss;
  }

  /** What the last validation measured, if there are validation rows. */
  public Optional<Map<String, Double>> validation() {
    return validation.map(Collections::unmodifiableMap);
  }

  /** Why it ended, if it did not go on to its last step. */
  public TrainingEnd end() {
    return end;
  }

  /** What is no longer finite, if anything. */
  public Optional<DivergedException> divergence() {
    return divergence;
  }
}
