package io.kindling.driver.training;

import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Declares a training setting by setting; each has a default but network and loss. */
public final class TrainingSpecBuilder {
  private final NetworkSpec network;
  private final Loss loss;
  private UpdateRule update = UpdateRule.of(new Adam(0.001));
  private Optional<ClassWeights> classWeights = Optional.empty();
  private List<Metric> metrics;
  private EarlyStopping earlyStopping = EarlyStopping.NONE;
  private SyncPolicy sync = new EveryStep();
  private OnDivergence onDivergence = new OnDivergence.Stop();
  private ScaleMode scale = ScaleMode.NONE;
  private ScaleMode labelScale = ScaleMode.NONE;
  private int epochs = TrainingSpec.DEFAULT_EPOCHS;
  private Optional<TrainingBudget> budget = Optional.empty();
  private OptionalInt batchSize = OptionalInt.empty();
  private OptionalInt shards = OptionalInt.empty();
  private long seed = TrainingSpec.DEFAULT_SEED;
  private Optional<InitialWeights> initialWeights = Optional.empty();
  private Optional<InitFrom> initFrom = Optional.empty();
  private List<String> freeze = List.of();

  TrainingSpecBuilder(NetworkSpec network, Loss loss) {
    this.network = network;
    this.loss = loss;
    this.metrics = Metric.defaultsFor(loss);
  }

  static TrainingSpecBuilder of(TrainingSpec spec) {
    return new TrainingSpecBuilder(spec.network(), spec.loss())
        .update(spec.update())
        .classWeights(spec.classWeights())
        .metrics(spec.metrics())
        .earlyStopping(spec.earlyStopping())
        .sync(spec.sync())
        .onDivergence(spec.onDivergence())
        .scale(spec.scale())
        .labelScale(spec.labelScale())
        .epochs(spec.epochs())
        .budget(spec.budget())
        .batchSize(spec.batchSize())
        .shards(spec.shards())
        .seed(spec.seed())
        .initialWeights(spec.initialWeights())
        .initFrom(spec.initFrom())
        .freeze(spec.freeze());
  }

  /**
   * How parameters are updated, as a whole; by Adam with rate 0.001 and nothing else by default.
   */
  public TrainingSpecBuilder update(UpdateRule rule) {
    update = rule;
    return this;
  }

  /** The optimizer; Adam with rate 0.001 by default. */
  public TrainingSpecBuilder optimizer(Optimizer optimizer) {
    return update(update.with(optimizer));
  }

  /** A penalty for large weights; none by default. */
  public TrainingSpecBuilder penalty(Penalty penalty) {
    return update(update.with(penalty));
  }

  /** What keeps gradients from becoming too large; nothing by default. */
  public TrainingSpecBuilder clipping(Clipping clipping) {
    return update(update.with(clipping));
  }

  /** A moving average of the parameters with this decay instead of the last ones. */
  public TrainingSpecBuilder averageDecay(double decay) {
    return update(update.withAverage(decay));
  }

  /** How much rows count because of their class; all alike if empty, as by default. */
  public TrainingSpecBuilder classWeights(Optional<ClassWeights> weights) {
    classWeights = weights;
    return this;
  }

  /** What validation measures besides the loss; by default what belongs to the loss. */
  public TrainingSpecBuilder metrics(List<Metric> measured) {
    metrics = List.copyOf(measured);
    return this;
  }

  /** What validation decides; nothing by default. */
  public TrainingSpecBuilder earlyStopping(EarlyStopping stopping) {
    earlyStopping = stopping;
    return this;
  }

  /** How often the shards' parameters become one; in every step by default. */
  public TrainingSpecBuilder sync(SyncPolicy policy) {
    sync = policy;
    return this;
  }

  /** What happens when something is no longer finite; training fails by default. */
  public TrainingSpecBuilder onDivergence(OnDivergence reaction) {
    onDivergence = reaction;
    return this;
  }

  /** How features are scaled; not at all by default. */
  public TrainingSpecBuilder scale(ScaleMode mode) {
    scale = mode;
    return this;
  }

  /** How the targets of a regression are scaled in training; not at all by default. */
  public TrainingSpecBuilder labelScale(ScaleMode mode) {
    labelScale = mode;
    return this;
  }

  /** Passes over the data; 10 by default. */
  public TrainingSpecBuilder epochs(int passes) {
    epochs = passes;
    return this;
  }

  /** How much of the training a run takes at most; all by default. */
  public TrainingSpecBuilder budget(Optional<TrainingBudget> most) {
    budget = most;
    return this;
  }

  /** Rows in a step over all shards. */
  public TrainingSpecBuilder batchSize(int rows) {
    return batchSize(OptionalInt.of(rows));
  }

  /** The same; if empty, as by default, it follows from the number of rows. */
  public TrainingSpecBuilder batchSize(OptionalInt rows) {
    batchSize = rows;
    return this;
  }

  /** The number of shards. */
  public TrainingSpecBuilder shards(int number) {
    return shards(OptionalInt.of(number));
  }

  /** The same; if empty, as by default, it follows from the batch size. */
  public TrainingSpecBuilder shards(OptionalInt number) {
    shards = number;
    return this;
  }

  /** The seed; 1 by default. */
  public TrainingSpecBuilder seed(long number) {
    seed = number;
    return this;
  }

  /** What training starts with; if empty, as by default, it follows from the seed. */
  public TrainingSpecBuilder initialWeights(Optional<InitialWeights> weights) {
    initialWeights = weights;
    return this;
  }

  /** The model that training starts from; none if empty, as by default. */
  public TrainingSpecBuilder initFrom(Optional<InitFrom> model) {
    initFrom = model;
    return this;
  }

  /**
   * The layers whose parameters stay as they are; none by default.
   *
   * @param layers positions, such as {@code 2} or {@code head.0}, or nodes, for all their layers
   */
  public TrainingSpecBuilder freeze(List<String> layers) {
    freeze = List.copyOf(layers);
    return this;
  }

  /**
   * The declaration.
   *
   * @throws IllegalArgumentException when a number is out of range
   */
  public TrainingSpec build() {
    return new TrainingSpec(
        network,
        loss,
        update,
        classWeights,
        metrics,
        earlyStopping,
        sync,
        onDivergence,
        scale,
        labelScale,
        epochs,
        budget,
        batchSize,
        shards,
        seed,
        initialWeights,
        initFrom,
        freeze);
  }
}
