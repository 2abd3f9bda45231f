package io.kindling.driver.training;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.driver.aggregation.DriverMemory;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.StepSettings;
import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.data.KnownModel;
import io.kindling.driver.data.OpenedData;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TargetCount;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.Evaluator;
import io.kindling.driver.evaluation.ModelEvaluation;
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
import io.kindling.partitioning.reading.CategoryCheck;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.TargetScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.spark.api.java.JavaSparkContext;

/** A declared model that fits prepared data, and what trains it there. */
public final class PreparedModel {
  private static final int FEW_ROWS_TO_NORMALIZE = 32;

  private final TrainingSpec spec;
  private final PreparedData data;
  private final ModelSpec model;
  private final Network network;
  private final StartingPoint start;

  /**
   * The model of a training on these data.
   *
   * @throws InvalidInputException when its network, its loss or its metrics do not fit the data
   */
  public PreparedModel(TrainingSpec spec, PreparedData data) {
    this.spec = spec;
    this.data = data;
    this.model = model(spec, data.input(), data.targetCount());
    this.network = model.compile();
    this.start = new StartingPoint(spec, model, network, data.context().hadoopConfiguration());
    TargetRange found = spec.loss().targets(network.outputs());
    if (!found.equals(data.targets())) {
      throw InvalidInputException.atSetting(
          "loss", "a network for targets of " + found, "one for " + data.targets());
    }
    checkMeasures(spec, network, data.validation().isPresent());
    checkShares();
  }

  /**
   * Prepares the data of a training and works on them. However that ends, no Spark job of it runs
   * on, nothing stays cached, and the thread has its own description of jobs again.
   *
   * @param specs of the training, or of several that share the data, which are prepared as the
   *     first declares
   * @param work is given the data, and what names its jobs
   * @throws InvalidInputException when declaration or data are wrong
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public static <T> T onData(
      JavaSparkContext context,
      TrainingData data,
      List<TrainingSpec> specs,
      BiFunction<PreparedData, JobDescription, T> work) {
    return CancelledJobs.afterInterruptible(
        context,
        () -> {
          try (JobDescription job = new JobDescription(context)) {
            job.set("reading the data");
            try (PreparedData prepared = prepareData(context, data, specs)) {
              return CancelledJobs.after(context, () -> work.apply(prepared, job));
            }
          }
        });
  }

  /**
   * Reads the data of a training.
   *
   * @throws InvalidInputException when they cannot be read, or the model to start from cannot
   */
  public static OpenedData open(JavaSparkContext context, TrainingData data, TrainingSpec spec) {
    Optional<KnownModel> known =
        spec.initFrom().flatMap(from -> from.known(spec.network(), context.hadoopConfiguration()));
    return OpenedData.open(context, data, known);
  }

  /** Reads, and packs once the declaration is known to fit. */
  static PreparedData prepareData(
      JavaSparkContext context, TrainingData data, List<TrainingSpec> specs) {
    TrainingSpec first = specs.get(0);
    try (OpenedData opened = CancelledJobs.after(context, () -> open(context, data, first))) {
      for (TrainingSpec other : specs.subList(1, specs.size())) {
        checkCategories(context, opened, model(other, opened).compile(), other);
      }
      return prepareData(context, opened, data.validates(), first);
    }
  }

  private static PreparedData prepareData(
      JavaSparkContext context, OpenedData opened, boolean validates, TrainingSpec spec) {
    ModelSpec model = model(spec, opened);
    Network network = model.compile();
    checkMeasures(spec, network, validates);
    new StartingPoint(spec, model, network, context.hadoopConfiguration()); // checks, before rows
    checkCategories(context, opened, network, spec);
    DriverMemory.here(context, spec.batches().of(opened.trainingRows()).shards())
        .check(network.parameters().size(), network.parameters().changing(), kept(spec, validates));
    return PreparedData.pack(
        context,
        opened,
        spec.loss(),
        network.outputs(),
        opened.scale(spec.scale()),
        opened.labelScale(spec.labelScale()),
        spec.batches());
  }

  private static void checkCategories(
      JavaSparkContext context, OpenedData opened, Network network, TrainingSpec spec) {
    CancelledJobs.after(
        context,
        () -> {
          ScaleMode scale = opened.scale(spec.scale());
          CategoryCheck.check(opened.train(), network, scale);
          opened.validation().ifPresent(table -> CategoryCheck.check(table, network, scale));
          return opened;
        });
  }

  private static ModelSpec model(TrainingSpec spec, Shape input, TargetCount targets) {
    return new ModelSpec(
        input,
        spec.network().withOutputs(() -> targets.outputs(spec.loss())),
        spec.loss(),
        StartingPoint.frozen(spec));
  }

  /** The model that would be trained on these data. */
  public static ModelSpec model(TrainingSpec spec, OpenedData opened) {
    return model(spec, opened.input(), opened.targetCount());
  }

  private static DriverMemory.Kept kept(TrainingSpec spec, boolean validates) {
    return new DriverMemory.Kept(
        spec.update(),
        spec.sync(),
        (validates && spec.earlyStopping().keepBest()) || spec.budget().isPresent(),
        spec.onDivergence() instanceof OnDivergence.Rollback);
  }

  private static void checkMeasures(TrainingSpec spec, Network network, boolean validates) {
    ModelEvaluation.checkMetrics(spec.metrics(), spec.loss(), network.outputs());
    TargetScale.check(spec.labelScale(), spec.loss(), network.outputs());
    spec.earlyStopping().check(validates, spec.metrics());
    spec.classWeights().ifPresent(weights -> ClassWeights.check(spec.loss()));
    spec.initialWeights().ifPresent(start -> start.check(network.parameters().size()));
  }

  /** Batches are normalised shard by shard, which a shard with a single row cannot be. */
  private void checkShares() {
    EpochSampler sampler = data.sampler();
    if (network.parameters().normalizedUnits() > 0 && sampler.smallestShare() < 2) {
      throw InvalidInputException.atSetting(
          "training.batch_size",
          "batches of %s and a last one of %s rows for %s shards"
              .formatted(
                  data.batching().batchSize(),
                  sampler.rowsIn(sampler.batches() - 1),
                  data.batching().shards()),
          "at least 2 rows of every batch in each shard, which batch_norm needs");
    }
  }

  /** What its training comes to. */
  TrainingPlan plan() {
    long driverBytes =
        DriverMemory.here(data.context(), data.batching().shards())
            .bytes(
                parameters(),
                network.parameters().changing(),
                kept(spec, data.validation().isPresent()));
    return new TrainingPlan(
        spec,
        model,
        parameters(),
        data.batching(),
        data.train().rows(),
        data.validation().map(ShardedData::rows).orElse(0L),
        data.sampler().batches(),
        data.bytes(),
        driverBytes,
        start.lines(),
        data.findings(),
        data.notes(),
        warnings());
  }

  /** The frozen layers by their positions, in the order of the network. */
  List<String> frozen() {
    return List.copyOf(StartingPoint.frozen(spec));
  }

  /** What a user should know before this is trained. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(data.warnings());
    long share = data.sampler().smallestShare();
    if (network.parameters().normalizedUnits() > 0 && share < FEW_ROWS_TO_NORMALIZE) {
      warnings.add(
          "batch_norm normalises over the rows of one shard, here as few as %s: its mean and variance"
                  .formatted(share)
              + " are noisy below %s; a larger training.batch_size or fewer training.shards help"
                  .formatted(FEW_ROWS_TO_NORMALIZE));
    }
    return List.copyOf(warnings);
  }

  /** What is declared. */
  public TrainingSpec spec() {
    return spec;
  }

  /** The data. */
  public PreparedData data() {
    return data;
  }

  /** Input shape, network, loss, and which layers are frozen. */
  public ModelSpec model() {
    return model;
  }

  /** The model with these parameters, which are copied. */
  TrainedModel trained(float[] theta, Provenance provenance) {
    return new TrainedModel(
        model.freezing(Set.of()),
        data.preprocessing(),
        data.labels(),
        start.saved(theta),
        provenance);
  }

  /** How many parameters it has. */
  int parameters() {
    return network.parameters().size();
  }

  /** What executors compute in a step. */
  ModelRuntime runtime() {
    Optional<float[]> weights =
        spec.classWeights().map(w -> w.of(data.train(), data.targets().classes()));
    return ModelRuntime.forTraining(
        model,
        data.preprocessing(),
        data.sampler().largestShare(),
        StepSettings.touchedRows(data.context().getConf()),
        data.train().mostEntries(),
        weights);
  }

  /** A learner at the start of training, by the declared learning rate. */
  public Learner learner() {
    return learner(rate("optimizer", spec.update().optimizer(), data.sampler().batches()));
  }

  /** A learner at the start of training, by another learning rate. */
  public Learner learner(Schedule schedule) {
    return new Learner(network, spec.update(), schedule, start.parameters());
  }

  /** A learner of rounds of local steps at the start of training. */
  OuterLearner learner(LocalSteps sync) {
    int batches = data.sampler().batches();
    return new OuterLearner(
        network,
        spec.update(),
        rate("optimizer", spec.update().optimizer(), batches),
        sync.outer(),
        rate(
            "training.sync.local_steps.outer",
            sync.outer(),
            LocalStepsSync.rounds(sync.steps(), batches)),
        sync.innerState() instanceof InnerState.Average,
        start.parameters());
  }

  private Schedule rate(String setting, Optimizer optimizer, int stepsInEpoch) {
    try {
      return optimizer.learningRate().over((long) spec.epochs() * stepsInEpoch);
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.atSetting(
          setting + ".learning_rate", String.valueOf(e.getMessage()));
    }
  }

  /** What validates, where there are rows to validate on. */
  Optional<Evaluator> evaluator() {
    return data.validation()
        .map(rows -> new Evaluator(data.context(), model, data.preprocessing(), spec.metrics()));
  }
}
