package io.kindling.driver.training;

import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.aggregation.RoundEngine;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.optimizer.OuterLearner;
import io.kindling.driver.sync.Auto;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Trains a network on the cluster of an existing Spark context. The model depends on the {@link
 * TrainingSpec} and the rows alone: not on cores, executors, partitions or failures.
 */
public final class Trainer {
  private final JavaSparkContext context;
  private final TrainingSpec spec;
  private final TrainingData data;
  private final Optional<Resumption> resumption;
  private final Map<String, Object> notes;
  private final List<TrainingListener> listeners;

  Trainer(
      JavaSparkContext context,
      TrainingSpec spec,
      TrainingData data,
      Optional<Resumption> resumption,
      Map<String, Object> notes,
      List<TrainingListener> listeners) {
    this.context = context;
    this.spec = spec;
    this.data = data;
    this.resumption = resumption;
    this.notes = new LinkedHashMap<>(notes);
    this.listeners = List.copyOf(listeners);
  }

  /** A builder for a training on {@code context}, which stays the caller's. */
  public static TrainerBuilder on(JavaSparkContext context) {
    return new TrainerBuilder(context);
  }

  /** The same on the context of a session. */
  public static TrainerBuilder on(SparkSession session) {
    return on(JavaSparkContext.fromSparkContext(session.sparkContext()));
  }

  /**
   * Trains.
   *
   * @throws InvalidInputException when declaration or data are wrong; nothing was trained then
   * @throws DivergedException when loss, parameters or validation are no longer finite
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public TrainedModel train() {
    try (ClusterWatch watch = new ClusterWatch(context)) {
      return DataPreparation.onData(
          context,
          data,
          List.of(spec),
          (prepared, job) -> train(new PreparedModel(spec, prepared), job, watch));
    }
  }

  /**
   * Reads, checks and packs the data as for {@link #train()}, and trains nothing.
   *
   * @throws InvalidInputException when declaration or data are wrong
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public TrainingPlan plan() {
    return DataPreparation.onData(
        context, data, List.of(spec), (prepared, job) -> new PreparedModel(spec, prepared).plan());
  }

  private TrainedModel train(PreparedModel model, JobDescription job, ClusterWatch watch) {
    PreparedData prepared = model.data();
    ArithmeticWatch arithmetic = new ArithmeticWatch(context);
    List<BlasSurvey.Answer> executors = arithmetic.answers();
    TrainingIdentity declared = TrainingIdentity.of(model, executors);
    List<String> differences = resumption.map(from -> from.check(declared)).orElse(List.of());
    TrainingIdentity identity =
        resumption.map(from -> declared.goingOnFrom(from.state(), differences)).orElse(declared);
    SyncPolicy policy = policy(model, job);
    TrainingRecord record =
        new TrainingRecord(
            policy,
            identity,
            TrainingProvenance.complete(
                TrainingProvenance.of(model, policy, executors), prepared, identity, notes),
            arithmetic);
    Set<Detail> wanted = details(TrainingListener::details);
    Optional<DataDetails> details =
        wanted.contains(Detail.DATA) ? Optional.of(details(prepared)) : Optional.empty();
    try (TrainingGauges gauges = TrainingGauges.register(context.sc())) {
      Consumer<TrainingEvent> all =
          event -> {
            gauges.on(event);
            listeners.forEach(listener -> listener.on(event));
          };
      return new TrainingRun(
              model,
              record,
              job,
              event -> tell(event, watch, all),
              wanted,
              () -> details(TrainingListener::detailsOfEpoch))
          .train(
              resumption.map(Resumption::state),
              (position, steps) ->
                  all.accept(
                      new TrainingEvent.Started(
                          model.plan(),
                          policy,
                          executors,
                          record.provenance(),
                          resumption.map(
                              from -> new TrainingEvent.Resumed(position, steps, differences)),
                          details)));
    }
  }

  private Set<Detail> details(Function<TrainingListener, Set<Detail>> of) {
    Set<Detail> wanted = EnumSet.noneOf(Detail.class);
    listeners.forEach(listener -> wanted.addAll(of.apply(listener)));
    return wanted;
  }

  private static DataDetails details(PreparedData data) {
    return DataDetails.of(
        data.train(), data.targets(), data.preprocessing().columns(), data.labels());
  }

  /** Tells an event, and before it what has happened beside the steps since the last. */
  private void tell(TrainingEvent event, ClusterWatch watch, Consumer<TrainingEvent> all) {
    boolean failed = event instanceof TrainingEvent.Failed;
    incidents(watch, !failed).forEach(incident -> all.accept(new TrainingEvent.Noted(incident)));
    all.accept(event);
  }

  /** What is declared, or what measuring chooses, or has chosen. */
  private SyncPolicy policy(PreparedModel model, JobDescription job) {
    if (!(spec.sync() instanceof Auto)) {
      return spec.sync();
    }
    if (resumption.isPresent()) {
      return resumption.get().state().sync();
    }
    job.set("measuring how many local steps to take");
    OuterLearner learner = model.learner(new LocalSteps(1));
    try (RoundEngine engine = LocalStepsSync.engine(model, learner)) {
      return SyncChoice.measure(engine, model.data().sampler().batches());
    }
  }

  /** What has happened beside the steps since this was asked last. */
  private List<Incident> incidents(ClusterWatch watch, boolean logged) {
    List<Incident> incidents = new ArrayList<>(watch.take(logged));
    listeners.forEach(listener -> incidents.addAll(listener.incidents()));
    return incidents;
  }
}
