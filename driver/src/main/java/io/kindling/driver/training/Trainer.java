package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.BlasSurvey;
import io.kindling.driver.aggregation.Evaluator;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.RoundEngine;
import io.kindling.driver.aggregation.StepEngine;
import io.kindling.driver.model.Provenance;
import io.kindling.driver.model.TrainedModel;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.optimizer.Learning;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.OuterLearner;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.Auto;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.EpochSampler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains a network on the cluster of an existing Spark context. The model depends on the {@link
 * TrainingSpec} and the rows alone: not on cores, executors, partitions or failures.
 */
public final class Trainer {
  private final JavaSparkContext context;
  private final TrainingSpec spec;
  private final TrainingData data;
  private final List<TrainingListener> listeners;

  Trainer(
      JavaSparkContext context,
      TrainingSpec spec,
      TrainingData data,
      List<TrainingListener> listeners) {
    this.context = context;
    this.spec = spec;
    this.data = data;
    this.listeners = List.copyOf(listeners);
  }

  /** A builder for a training on {@code context}, which stays the caller's. */
  public static TrainerBuilder on(JavaSparkContext context) {
    return new TrainerBuilder(context);
  }

  /**
   * Trains.
   *
   * @throws InvalidInputException when declaration or data are wrong; nothing was trained then
   * @throws DivergedException when the loss is no longer finite
   */
  public TrainedModel train() {
    try (JobDescription job = new JobDescription(context)) {
      job.set("reading the data");
      try (PreparedData prepared = PreparedData.open(context, data, spec)) {
        return train(prepared, job);
      }
    }
  }

  private TrainedModel train(PreparedData prepared, JobDescription job) {
    Datasets datasets = prepared.datasets();
    EpochSampler sampler = prepared.sampler();
    ModelSpec model = prepared.model(spec);
    List<BlasSurvey.Answer> executors = BlasSurvey.run(context, 0);
    SyncPolicy policy = policy(prepared, model, job);
    Provenance provenance = provenance(datasets.train().rows(), policy, executors);
    tell(
        new TrainingEvent.Started(
            spec,
            policy,
            model.compile().parameters().size(),
            datasets.train().rows(),
            datasets.validation().map(rows -> rows.rows()).orElse(0L),
            sampler.batches(),
            executors,
            prepared.warnings(model)));
    BestEpoch best = new BestEpoch(spec.monitor(), spec.metrics());
    List<Double> losses = new ArrayList<>();
    try (Sync sync = sync(policy, prepared, model);
        Evaluator evaluator = prepared.evaluator(spec, model)) {
      Learning learner = sync.learner();
      for (int epoch = 1; epoch <= spec.epochs() && !best.isOver(); epoch++) {
        prepared.spreadOverArrivals();
        Progress progress = runEpoch(sync, sampler, epoch, losses, job);
        job.set("epoch %s/%s, validation".formatted(epoch, spec.epochs()));
        Optional<Map<String, Double>> validation =
            datasets
                .validation()
                .map(rows -> evaluator.evaluate(rows, learner.averagedParameters()).values());
        losses.add(validation.map(values -> values.get("loss")).orElse(progress.meanLoss()));
        best.note(validation.orElse(Map.of()), learner.averagedParameters());
        tell(
            new TrainingEvent.EpochCompleted(
                epoch,
                learner.steps(),
                progress.meanLoss(),
                validation,
                learner.lastRate(),
                progress.seconds(),
                datasets.train().rows() / progress.seconds(),
                () ->
                    snapshot(
                        model, prepared, best.kept(learner.averagedParameters()), provenance)));
      }
      TrainedModel trained =
          snapshot(model, prepared, best.kept(learner.averagedParameters()), provenance);
      tell(new TrainingEvent.Finished(trained, best.epochs(), best.keptEpoch()));
      return trained;
    }
  }

  /** What is declared, or what measuring chooses. */
  private SyncPolicy policy(PreparedData prepared, ModelSpec model, JobDescription job) {
    if (!(spec.sync() instanceof Auto)) {
      return spec.sync();
    }
    job.set("measuring how many local steps to take");
    LocalSteps one = new LocalSteps(1);
    OuterLearner learner = prepared.learner(spec, model, one);
    try (RoundEngine engine = rounds(prepared, model, learner)) {
      return SyncChoice.measure(engine, prepared.sampler().batches());
    }
  }

  private Sync sync(SyncPolicy policy, PreparedData prepared, ModelSpec model) {
    if (policy instanceof LocalSteps local) {
      OuterLearner learner = prepared.learner(spec, model, local);
      RoundEngine engine = rounds(prepared, model, learner);
      return new LocalStepsSync(engine, learner, local.steps(), prepared.sampler().batches());
    }
    Learner learner = prepared.learner(spec, model);
    StepEngine engine =
        new StepEngine(
            context,
            prepared.datasets().train(),
            prepared.sampler(),
            spec.seed(),
            List.of(prepared.runtime(spec, model)),
            List.of(learner));
    return new EveryStepSync(engine, learner);
  }

  private RoundEngine rounds(PreparedData prepared, ModelSpec model, OuterLearner learner) {
    return new RoundEngine(
        context,
        prepared.datasets().train(),
        prepared.sampler(),
        spec.seed(),
        prepared.runtime(spec, model),
        learner);
  }

  private Provenance provenance(long rows, SyncPolicy policy, List<BlasSurvey.Answer> executors) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", spec.seed());
    values.put("rows", rows);
    values.put("epochs", spec.epochs());
    values.put("batch_size", spec.batchSize());
    values.put("shards", spec.shards());
    if (!policy.equals(new EveryStep())) {
      values.put("sync", SyncPolicy.CATALOGUE.write(policy));
    }
    UpdateRule update = spec.update();
    values.put("optimizer", Optimizer.CATALOGUE.write(update.optimizer()));
    if (!update.penalty().equals(Penalty.NONE)) {
      values.put("penalty", Map.of("l1", update.penalty().l1(), "l2", update.penalty().l2()));
    }
    update.clipping().ifPresent(clip -> values.put("clip", Clipping.CATALOGUE.write(clip)));
    update.averageDecay().ifPresent(decay -> values.put("average", Map.of("decay", decay)));
    spec.classWeights().ifPresent(weights -> values.put("class_weights", weights.write()));
    if (!spec.monitor().equals(Monitor.NONE)) {
      values.put("monitor", spec.monitor().write());
    }
    values.put("spark", context.version());
    values.put(
        "blas", executors.stream().map(answer -> answer.blas().toString()).distinct().toList());
    return new Provenance(values);
  }

  private record Progress(double meanLoss, double seconds) {}

  private Progress runEpoch(
      Sync sync, EpochSampler sampler, int epoch, List<Double> losses, JobDescription job) {
    double lossSum = 0;
    double weightSum = 0;
    long start = System.nanoTime();
    int batch = 0;
    while (batch < sampler.batches()) {
      long stepStart = System.nanoTime();
      job.set(
          "epoch %s/%s, step %s/%s".formatted(epoch, spec.epochs(), batch + 1, sampler.batches()));
      Sync.Taken taken = sync.take(epoch - 1, batch, losses);
      BatchLoss loss = taken.loss();
      if (!loss.isFinite()) {
        throw new DivergedException(epoch, batch + 1, loss.mean());
      }
      lossSum += loss.sum();
      weightSum += loss.weight();
      int rows = 0;
      for (int i = 0; i < taken.batches(); i++) {
        rows += sampler.rowsIn(batch++);
      }
      tell(
          new TrainingEvent.StepCompleted(
              epoch, batch, rows, loss.mean(), secondsSince(stepStart), taken.times()));
    }
    return new Progress(lossSum / weightSum, secondsSince(start));
  }

  private static TrainedModel snapshot(
      ModelSpec model, PreparedData prepared, float[] theta, Provenance provenance) {
    return new TrainedModel(model, prepared.preprocessing(), theta.clone(), provenance);
  }

  private void tell(TrainingEvent event) {
    listeners.forEach(listener -> listener.on(event));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
