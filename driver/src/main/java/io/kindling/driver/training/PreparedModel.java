package io.kindling.driver.training;

import io.kindling.driver.aggregation.DriverMemory;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.StepSettings;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.evaluation.Evaluator;
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
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.CompiledModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    this.model = DataPreparation.model(spec, data.input(), data.targetCount());
    this.network = model.compile();
    this.start = new StartingPoint(spec, model, network, data.context().hadoopConfiguration());
    TargetRange found = spec.loss().targets(network.outputs());
    if (!found.equals(data.targets())) {
      throw InvalidInputException.atSetting(
          "loss", "a network for targets of " + found, "one for " + data.targets());
    }
    DataPreparation.checkMeasures(spec, network, data.validation().isPresent());
    checkShares();
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
                DataPreparation.kept(spec, data.validation().isPresent()));
    return new TrainingPlan(
        spec,
        model,
        parameters(),
        data.batching(),
        data.train().rows(),
        data.validation().map(ShardedData::rows).orElse(0L),
        data.sampler().batches(),
        data.bytes(),
        new CompiledModel(model, data.preprocessing()).mostEntries(data.train().mostEntries()),
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
    int batches = data.sampler().batches();
    Optimizer optimizer = spec.update().optimizer();
    HighRate.warning(
            optimizer, rate("optimizer", optimizer, batches), (long) spec.epochs() * batches)
        .ifPresent(warnings::add);
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
    ModelRuntime whole =
        ModelRuntime.forTraining(model, data.preprocessing(), data.sampler().largestShare());
    ModelRuntime runtime =
        StepSettings.touchedRows(data.context().getConf())
            ? whole.withTouchedRows(data.train().mostEntries())
            : whole;
    return spec.classWeights()
        .map(weights -> weights.of(data.train(), data.targets().classes()))
        .map(runtime::withClassWeights)
        .orElse(runtime);
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
