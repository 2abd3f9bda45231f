package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.BlasSurvey;
import io.kindling.driver.aggregation.Evaluator;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.StepEngine;
import io.kindling.driver.model.Provenance;
import io.kindling.driver.model.TrainedModel;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.preprocess.Scaling;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.source.SourceTable;
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
      SourceTable train = data.train().open(context);
      Optional<SourceTable> validation = data.validation().map(source -> source.open(context));
      ModelSpec model = new ModelSpec(train.shape(), spec.network(), spec.loss());
      Network network = model.compile();
      validation.ifPresent(table -> checkSame(train, table));
      try (Datasets datasets =
          Datasets.pack(
              context,
              train,
              validation,
              data.validationSplit(),
              spec.loss().targets(network.outputs()),
              spec)) {
        return train(model, network, datasets, job);
      }
    }
  }

  private static void checkSame(SourceTable train, SourceTable validation) {
    Shape found = validation.shape();
    if (!found.equals(train.shape())) {
      throw InvalidInputException.at(
          validation.name(),
          "rows of " + found,
          "%s as in %s".formatted(train.shape(), train.name()));
    }
    if (!validation.columns().equals(train.columns())) {
      throw InvalidInputException.at(
          validation.name(),
          "columns " + String.join(", ", validation.columns()),
          "%s as in %s".formatted(String.join(", ", train.columns()), train.name()));
    }
  }

  private TrainedModel train(
      ModelSpec model, Network network, Datasets datasets, JobDescription job) {
    Scaling scaling = Scaling.fit(spec.scale(), datasets.train());
    EpochSampler sampler =
        new EpochSampler(spec.seed(), datasets.train().rows(), spec.shards(), spec.batchSize());
    checkShares(network, sampler);
    List<BlasSurvey.Answer> executors = BlasSurvey.run(context, 0);
    Provenance provenance = provenance(datasets.train().rows(), executors);
    tell(
        new TrainingEvent.Started(
            spec,
            network.parameters().size(),
            datasets.train().rows(),
            datasets.validation().map(rows -> rows.rows()).orElse(0L),
            sampler.batches(),
            executors));
    Optional<float[]> classWeights =
        spec.classWeights()
            .map(weights -> weights.of(datasets.train(), spec.loss(), network.outputs()));
    Learner learner = learner(network, sampler);
    ModelRuntime runtime =
        ModelRuntime.forTraining(model, scaling, sampler.largestShare(), classWeights);
    List<Double> losses = new ArrayList<>();
    try (StepEngine engine =
            new StepEngine(
                context,
                datasets.train(),
                sampler,
                spec.seed(),
                List.of(runtime),
                List.of(learner));
        Evaluator evaluator = new Evaluator(context, model, scaling)) {
      for (int epoch = 1; epoch <= spec.epochs(); epoch++) {
        Progress progress = runEpoch(engine, sampler, epoch, losses, job);
        job.set("epoch %d/%d, validation".formatted(epoch, spec.epochs()));
        Optional<Map<String, Double>> validation =
            datasets.validation().map(rows -> evaluator.evaluate(rows, learner.result()));
        losses.add(validation.map(values -> values.get("loss")).orElse(progress.meanLoss()));
        tell(
            new TrainingEvent.EpochCompleted(
                epoch,
                learner.steps(),
                progress.meanLoss(),
                validation,
                learner.lastRate(),
                progress.seconds(),
                datasets.train().rows() / progress.seconds(),
                () -> snapshot(model, scaling, datasets, learner, provenance)));
      }
      TrainedModel trained = snapshot(model, scaling, datasets, learner, provenance);
      tell(new TrainingEvent.Finished(trained));
      return trained;
    }
  }

  private Learner learner(Network network, EpochSampler sampler) {
    float[] theta = network.parameters().initialParameters(spec.seed());
    long steps = (long) spec.epochs() * sampler.batches();
    try {
      return new Learner(network, spec.update(), steps, theta);
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.atSetting(
          "optimizer.learning_rate", String.valueOf(e.getMessage()));
    }
  }

  /** Batches are normalised shard by shard, which a shard with a single row cannot be. */
  private void checkShares(Network network, EpochSampler sampler) {
    int fewest = sampler.smallestShare();
    if (network.parameters().normalizedUnits() > 0 && fewest < 2) {
      throw InvalidInputException.atSetting(
          "training.batch_size",
          "batches of %d and a last one of %d rows for %d shards"
              .formatted(spec.batchSize(), sampler.rowsIn(sampler.batches() - 1), spec.shards()),
          "at least 2 rows of every batch in each shard, which batch_norm needs");
    }
  }

  private Provenance provenance(long rows, List<BlasSurvey.Answer> executors) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", spec.seed());
    values.put("rows", rows);
    values.put("epochs", spec.epochs());
    values.put("batch_size", spec.batchSize());
    values.put("shards", spec.shards());
    UpdateRule update = spec.update();
    values.put("optimizer", Optimizer.CATALOGUE.write(update.optimizer()));
    if (!update.penalty().equals(Penalty.NONE)) {
      values.put("penalty", Map.of("l1", update.penalty().l1(), "l2", update.penalty().l2()));
    }
    update.clipping().ifPresent(clip -> values.put("clip", Clipping.CATALOGUE.write(clip)));
    update.averageDecay().ifPresent(decay -> values.put("average", Map.of("decay", decay)));
    spec.classWeights().ifPresent(weights -> values.put("class_weights", weights.write()));
    values.put("spark", context.version());
    values.put(
        "blas", executors.stream().map(answer -> answer.blas().toString()).distinct().toList());
    return new Provenance(values);
  }

  private record Progress(double meanLoss, double seconds) {}

  private Progress runEpoch(
      StepEngine engine, EpochSampler sampler, int epoch, List<Double> losses, JobDescription job) {
    double lossSum = 0;
    double weightSum = 0;
    long start = System.nanoTime();
    for (int batch = 0; batch < sampler.batches(); batch++) {
      long stepStart = System.nanoTime();
      job.set(
          "epoch %d/%d, step %d/%d".formatted(epoch, spec.epochs(), batch + 1, sampler.batches()));
      BatchLoss loss = engine.step(epoch - 1, batch, List.of(losses)).get(0);
      if (!loss.isFinite()) {
        throw new DivergedException(epoch, batch + 1, loss.mean());
      }
      lossSum += loss.sum();
      weightSum += loss.weight();
      tell(
          new TrainingEvent.StepCompleted(
              epoch, batch + 1, sampler.rowsIn(batch), loss.mean(), secondsSince(stepStart)));
    }
    return new Progress(lossSum / weightSum, secondsSince(start));
  }

  private static TrainedModel snapshot(
      ModelSpec model, Scaling scaling, Datasets datasets, Learner learner, Provenance provenance) {
    return new TrainedModel(
        model, scaling, datasets.columns(), learner.result().clone(), provenance);
  }

  private void tell(TrainingEvent event) {
    listeners.forEach(listener -> listener.on(event));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
