package io.kindling.driver.training;

import io.kindling.driver.aggregation.DriverMemory;
import io.kindling.driver.aggregation.Evaluator;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.OuterLearner;
import io.kindling.driver.schedule.Schedule;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.source.SourceTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of a training, read, checked, packed and measured; and what one or several models need
 * to be trained on them.
 */
final class PreparedData implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PreparedData.class);
  private static final int FEW_ROWS_TO_NORMALIZE = 32;

  private final JavaSparkContext context;
  private final Shape input;
  private final TargetRange targets;
  private final Datasets datasets;
  private final Preprocessing preprocessing;
  private final EpochSampler sampler;
  private final ExecutorArrivals arrivals;

  private PreparedData(
      JavaSparkContext context,
      Shape input,
      TargetRange targets,
      Datasets datasets,
      TrainingSpec spec,
      ExecutorArrivals arrivals) {
    this.context = context;
    this.input = input;
    this.targets = targets;
    this.datasets = datasets;
    this.preprocessing = Preprocessing.fit(spec.scale(), datasets.columns(), datasets.train());
    this.sampler =
        new EpochSampler(spec.seed(), datasets.train().rows(), spec.shards(), spec.batchSize());
    this.arrivals = arrivals;
  }

  /**
   * Reads and packs.
   *
   * @throws InvalidInputException when declaration or data are wrong
   */
  static PreparedData open(JavaSparkContext context, TrainingData data, TrainingSpec spec) {
    SourceTable train = data.openTraining(context);
    Optional<SourceTable> validation =
        data.validation()
            .map(source -> openValidation(source.open(context, data.columns()), train));
    Shape input = TrainingData.inputShape(train);
    Network network = new ModelSpec(input, spec.network(), spec.loss()).compile();
    TargetRange targets = spec.loss().targets(network.outputs());
    ModelEvaluation.checkTargets(train, targets);
    validation.ifPresent(table -> ModelEvaluation.checkTargets(table, targets));
    ModelEvaluation.checkMetrics(spec.metrics(), spec.loss(), network.outputs());
    spec.monitor().check(data.validates(), spec.metrics());
    DriverMemory.here(context, spec.shards())
        .check(
            network.parameters().size(),
            spec.update(),
            spec.sync(),
            data.validates() && spec.monitor().keepBest());
    ExecutorArrivals arrivals = new ExecutorArrivals(context);
    Datasets datasets =
        Datasets.pack(context, train, validation, data.validationSplit(), targets, spec);
    return new PreparedData(context, input, targets, datasets, spec, arrivals);
  }

  private static SourceTable openValidation(SourceTable validation, SourceTable train) {
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

  /** Gives executors that came since a part of the data, and so of the work. */
  void spreadOverArrivals() {
    if (arrivals.wantWork(datasets.haveRoom(context))) {
      datasets.spread(context);
      log.info("executors came: the rows are divided anew, for {} tasks", datasets.train().tasks());
    }
  }

  Datasets datasets() {
    return datasets;
  }

  Preprocessing preprocessing() {
    return preprocessing;
  }

  EpochSampler sampler() {
    return sampler;
  }

  /**
   * The model of a training on these data.
   *
   * @throws InvalidInputException when its network or its loss do not fit the data
   */
  ModelSpec model(TrainingSpec spec) {
    ModelSpec model = new ModelSpec(input, spec.network(), spec.loss());
    Network network = model.compile();
    TargetRange found = spec.loss().targets(network.outputs());
    if (!found.equals(targets)) {
      throw InvalidInputException.atSetting(
          "loss", "a network for targets of " + found, "one for " + targets);
    }
    checkShares(network, spec);
    return model;
  }

  /** Batches are normalised shard by shard, which a shard with a single row cannot be. */
  private void checkShares(Network network, TrainingSpec spec) {
    if (network.parameters().normalizedUnits() > 0 && sampler.smallestShare() < 2) {
      throw InvalidInputException.atSetting(
          "training.batch_size",
          "batches of %d and a last one of %d rows for %d shards"
              .formatted(spec.batchSize(), sampler.rowsIn(sampler.batches() - 1), spec.shards()),
          "at least 2 rows of every batch in each shard, which batch_norm needs");
    }
  }

  /** What the batches let fear for a model. */
  List<String> warnings(ModelSpec model) {
    long share = sampler.smallestShare();
    if (model.compile().parameters().normalizedUnits() == 0 || share >= FEW_ROWS_TO_NORMALIZE) {
      return List.of();
    }
    return List.of(
        "batch_norm normalises over the rows of one shard, here as few as %d: its mean and variance"
                .formatted(share)
            + " are noisy below %d; a larger training.batch_size or fewer training.shards help"
                .formatted(FEW_ROWS_TO_NORMALIZE));
  }

  /** What executors compute in a step. */
  ModelRuntime runtime(TrainingSpec spec, ModelSpec model) {
    int outputs = model.compile().outputs();
    Optional<float[]> weights =
        spec.classWeights().map(w -> w.of(datasets.train(), spec.loss(), outputs));
    return ModelRuntime.forTraining(model, preprocessing, sampler.largestShare(), weights);
  }

  /** A learner at the start of a training, by the declared learning rate. */
  Learner learner(TrainingSpec spec, ModelSpec model) {
    Optimizer optimizer = spec.update().optimizer();
    return learner(spec, model, rate("optimizer", optimizer, spec, sampler.batches()));
  }

  /** A learner at the start of a training. */
  Learner learner(TrainingSpec spec, ModelSpec model, Schedule schedule) {
    Network network = model.compile();
    float[] theta = network.parameters().initialParameters(spec.seed());
    return new Learner(network, spec.update(), schedule, theta);
  }

  /** A learner of rounds of local steps at the start of a training. */
  OuterLearner learner(TrainingSpec spec, ModelSpec model, LocalSteps sync) {
    Network network = model.compile();
    boolean averages = sync.innerState() instanceof InnerState.Average;
    return new OuterLearner(
        network,
        spec.update(),
        rate("optimizer", spec.update().optimizer(), spec, sampler.batches()),
        sync.outer(),
        rate(
            "training.sync.local_steps.outer",
            sync.outer(),
            spec,
            LocalStepsSync.rounds(sync.steps(), sampler.batches())),
        averages,
        network.parameters().initialParameters(spec.seed()));
  }

  private static Schedule rate(
      String setting, Optimizer optimizer, TrainingSpec spec, int stepsInEpoch) {
    try {
      return optimizer.learningRate().over((long) spec.epochs() * stepsInEpoch);
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.atSetting(
          setting + ".learning_rate", String.valueOf(e.getMessage()));
    }
  }

  /** What validates. */
  Evaluator evaluator(TrainingSpec spec, ModelSpec model) {
    return new Evaluator(context, model, preprocessing, spec.metrics());
  }

  @Override
  public void close() {
    datasets.close();
  }
}
