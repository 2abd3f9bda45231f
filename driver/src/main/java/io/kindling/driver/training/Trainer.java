package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.BlasSurvey;
import io.kindling.driver.aggregation.Evaluator;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.StepEngine;
import io.kindling.driver.model.Provenance;
import io.kindling.driver.model.TrainedModel;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.source.CategoryScan;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceTable;
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
      SourceTable train = open();
      Optional<SourceTable> validation =
          data.validation().map(source -> openValidation(source, train));
      Shape input = Preprocessing.inputShape(train.shape(), train.columns().features());
      ModelSpec model = new ModelSpec(input, spec.network(), spec.loss());
      Network network = model.compile();
      TargetNeeds targets = TargetNeeds.of(model);
      targets.check(train);
      validation.ifPresent(targets::check);
      try (Datasets datasets =
          Datasets.pack(context, train, validation, data.validationSplit(), targets, spec)) {
        return train(model, network, datasets, job);
      }
    }
  }

  private SourceTable open() {
    SourceTable table = data.train().open(context, data.columns());
    data.columns().check(table);
    return CategoryScan.fit(table);
  }

  private SourceTable openValidation(RowSource source, SourceTable train) {
    SourceTable validation = source.open(context, data.columns());
    Shape found = validation.shape();
    if (!found.equals(train.shape())) {
      throw InvalidInputException.at(
          validation.name(),
          "rows of " + found,
          "%s as in %s".formatted(train.shape(), train.name()));
    }
    List<String> names = train.columns().names();
    if (!validation.columns().names().equals(names)) {
      throw InvalidInputException.at(
          validation.name(),
          "columns " + String.join(", ", validation.columns().names()),
          "%s as in %s".formatted(String.join(", ", names), train.name()));
    }
    return validation.withCategories(train.columns().features());
  }

  private TrainedModel train(
      ModelSpec model, Network network, Datasets datasets, JobDescription job) {
    Preprocessing preprocessing =
        Preprocessing.fit(spec.scale(), datasets.columns(), datasets.train());
    EpochSampler sampler =
        new EpochSampler(spec.seed(), datasets.train().rows(), spec.shards(), spec.batchSize());
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
    float[] theta = network.parameters().initialParameters(spec.seed());
    try (StepEngine engine =
            new StepEngine(
                context,
                datasets.train(),
                sampler,
                model,
                preprocessing,
                spec.optimizer(),
                spec.seed(),
                theta);
        Evaluator evaluator = new Evaluator(context, model, preprocessing)) {
      for (int epoch = 1; epoch <= spec.epochs(); epoch++) {
        Progress progress = runEpoch(engine, sampler, epoch, job);
        job.set("epoch %d/%d, validation".formatted(epoch, spec.epochs()));
        Optional<Map<String, Double>> validation =
            datasets.validation().map(rows -> evaluator.evaluate(rows, engine.theta()));
        tell(
            new TrainingEvent.EpochCompleted(
                epoch,
                engine.steps(),
                progress.meanLoss(),
                validation,
                spec.optimizer().learningRate(),
                progress.seconds(),
                datasets.train().rows() / progress.seconds(),
                () -> snapshot(model, preprocessing, engine, provenance)));
      }
      TrainedModel trained = snapshot(model, preprocessing, engine, provenance);
      tell(new TrainingEvent.Finished(trained));
      return trained;
    }
  }

  private Provenance provenance(long rows, List<BlasSurvey.Answer> executors) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", spec.seed());
    values.put("rows", rows);
    values.put("epochs", spec.epochs());
    values.put("batch_size", spec.batchSize());
    values.put("shards", spec.shards());
    values.put("optimizer", Optimizer.CATALOGUE.write(spec.optimizer()));
    values.put("spark", context.version());
    values.put(
        "blas", executors.stream().map(answer -> answer.blas().toString()).distinct().toList());
    return new Provenance(values);
  }

  private record Progress(double meanLoss, double seconds) {}

  private Progress runEpoch(
      StepEngine engine, EpochSampler sampler, int epoch, JobDescription job) {
    double lossSum = 0;
    double weightSum = 0;
    long start = System.nanoTime();
    for (int batch = 0; batch < sampler.batches(); batch++) {
      long stepStart = System.nanoTime();
      job.set(
          "epoch %d/%d, step %d/%d".formatted(epoch, spec.epochs(), batch + 1, sampler.batches()));
      BatchLoss loss = engine.step(epoch - 1, batch);
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
      ModelSpec model, Preprocessing preprocessing, StepEngine engine, Provenance provenance) {
    return new TrainedModel(model, preprocessing, engine.theta().clone(), provenance);
  }

  private void tell(TrainingEvent event) {
    listeners.forEach(listener -> listener.on(event));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
