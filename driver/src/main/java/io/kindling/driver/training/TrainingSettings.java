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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The settings of a training that have defaults: all but its network and its loss.
 *
 * @param <S> what they are given to, one by one
 */
public abstract sealed class TrainingSettings<S extends TrainingSettings<S>>
    permits TrainerBuilder, TrainingSpecBuilder {
  private final Set<String> given = new LinkedHashSet<>();
  private UpdateRule update = UpdateRule.of(new Adam(0.001));
  private Optional<ClassWeights> classWeights = Optional.empty();
  private Optional<List<Metric>> metrics = Optional.empty();
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

  TrainingSettings() {}

  /** Takes the settings of a declaration. */
  final void takeAll(TrainingSpec spec) {
    update = spec.update();
    classWeights = spec.classWeights();
    metrics = Optional.of(spec.metrics());
    earlyStopping = spec.earlyStopping();
    sync = spec.sync();
    onDivergence = spec.onDivergence();
    scale = spec.scale();
    labelScale = spec.labelScale();
    epochs = spec.epochs();
    budget = spec.budget();
    batchSize = spec.batchSize();
    shards = spec.shards();
    seed = spec.seed();
    initialWeights = spec.initialWeights();
    initFrom = spec.initFrom();
    freeze = spec.freeze();
  }

  /** The optimizer; Adam with rate 0.001 by default. */
  public final S optimizer(Optimizer optimizer) {
    update = update.with(optimizer);
    return given("optimizer");
  }

  /** A penalty for large weights; none by default. */
  public final S penalty(Penalty penalty) {
    update = update.with(penalty);
    return given("penalty");
  }

  /** What keeps gradients from becoming too large; nothing by default. */
  public final S clipping(Clipping clipping) {
    update = update.with(clipping);
    return given("clipping");
  }

  /** A moving average of the parameters with this decay instead of the last ones. */
  public final S averageDecay(double decay) {
    update = update.withAverage(decay);
    return given("averageDecay");
  }

  /** How much rows count because of their class; all alike by default. */
  public final S classWeights(ClassWeights weights) {
    classWeights = Optional.of(weights);
    return given("classWeights");
  }

  /** What validation measures besides the loss; by default what belongs to the loss. */
  public final S metrics(Metric... measured) {
    return metrics(List.of(measured));
  }

  /** The same. */
  public final S metrics(List<Metric> measured) {
    metrics = Optional.of(List.copyOf(measured));
    return given("metrics");
  }

  /**
   * What validation decides: when to stop, which epoch's parameters to keep; nothing by default.
   */
  public final S earlyStopping(EarlyStopping stopping) {
    earlyStopping = stopping;
    return given("earlyStopping");
  }

  /** How often the shards' parameters become one; in every step by default. */
  public final S sync(SyncPolicy policy) {
    sync = policy;
    return given("sync");
  }

  /** What happens when something is no longer finite; training fails by default. */
  public final S onDivergence(OnDivergence reaction) {
    onDivergence = reaction;
    return given("onDivergence");
  }

  /** How features are scaled; not at all by default. */
  public final S scale(ScaleMode mode) {
    scale = mode;
    return given("scale");
  }

  /**
   * How the targets of a regression are scaled in training; not at all by default. Predictions and
   * metrics are in the units of the data, the loss is in those of the scaled targets.
   */
  public final S labelScale(ScaleMode mode) {
    labelScale = mode;
    return given("labelScale");
  }

  /** Passes over the data; 10 by default. */
  public final S epochs(int passes) {
    epochs = passes;
    return given("epochs");
  }

  /**
   * How much of the training a run takes at most; all by default. What ends so goes on by {@link
   * TrainerBuilder#resume}.
   */
  public final S budget(TrainingBudget most) {
    budget = Optional.of(most);
    return given("budget");
  }

  /** Rows in a step over all shards; by default it follows from the number of rows. */
  public final S batchSize(int rows) {
    batchSize = OptionalInt.of(rows);
    return given("batchSize");
  }

  /** The number of shards; by default it follows from the batch size. */
  public final S shards(int number) {
    shards = OptionalInt.of(number);
    return given("shards");
  }

  /** The seed; 1 by default. */
  public final S seed(long number) {
    seed = number;
    return given("seed");
  }

  /** What training starts with; by default it follows from the seed. */
  public final S initialWeights(InitialWeights weights) {
    initialWeights = Optional.of(weights);
    return given("initialWeights");
  }

  /**
   * The model that training starts from, which also says how features are read and scaled; none by
   * default.
   */
  public final S initFrom(InitFrom model) {
    initFrom = Optional.of(model);
    return given("initFrom");
  }

  /**
   * The layers whose parameters stay as they are; none by default.
   *
   * @param layers positions, such as {@code 2} or {@code head.0}, or nodes, for all their layers
   */
  public final S freeze(String... layers) {
    return freeze(List.of(layers));
  }

  /** The same. */
  public final S freeze(List<String> layers) {
    freeze = List.copyOf(layers);
    return given("freeze");
  }

  /** Notes that a setting was given, and returns what it was given to. */
  final S given(String setting) {
    given.add(setting);
    return self();
  }

  /** The names of the settings that were given. */
  final Set<String> given() {
    return given;
  }

  /** What the settings are given to: this. */
  abstract S self();

  /**
   * The declaration of a training by these.
   *
   * @throws IllegalArgumentException when a number is out of range
   */
  final TrainingSpec spec(NetworkSpec network, Loss loss) {
    return new TrainingSpec(
        network,
        loss,
        update,
        classWeights,
        metrics.orElseGet(() -> Metric.defaultsFor(loss)),
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
