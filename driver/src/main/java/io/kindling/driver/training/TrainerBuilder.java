package io.kindling.driver.training;

import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Declares a training, for use as a library. */
public final class TrainerBuilder {
  private final JavaSparkContext context;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final Map<String, Consumer<TrainingSpecBuilder>> settings = new LinkedHashMap<>();
  private @Nullable TrainingData data;
  private @Nullable NetworkSpec network;
  private @Nullable Loss loss;
  private Optional<Resumption> resumption = Optional.empty();
  private final Map<String, Object> notes = new LinkedHashMap<>();

  TrainerBuilder(JavaSparkContext context) {
    this.context = context;
  }

  /** The rows to train and to validate on. Required. */
  public TrainerBuilder data(TrainingData data) {
    this.data = data;
    return this;
  }

  /** Rows to train on. */
  public TrainerBuilder data(RowSource rows) {
    return data(TrainingData.of(rows));
  }

  /** Labels and vectors to train on, in an order that is the same each time they are computed. */
  public TrainerBuilder data(JavaPairRDD<Double, Vector> rows) {
    return data(new VectorSource(rows));
  }

  /** Labels and vectors, of which a random share is held out for validation. */
  public TrainerBuilder data(JavaPairRDD<Double, Vector> rows, double validationShare) {
    return data(TrainingData.split(new VectorSource(rows), validationShare));
  }

  /**
   * The rows of a DataFrame to train on, in an order that follows from the rows; {@link
   * FrameSource} says which, and takes an id column that orders them.
   *
   * @param labels the names of the columns of the targets; without any, the one named "label"
   */
  public TrainerBuilder data(Dataset<Row> rows, String... labels) {
    return data(labelled(rows, labels));
  }

  /** The rows of a DataFrame, of which a random share is held out for validation. */
  public TrainerBuilder data(Dataset<Row> rows, double validationShare, String... labels) {
    return data(TrainingData.split(labelled(rows, labels), validationShare));
  }

  private static RowSource labelled(Dataset<Row> rows, String... labels) {
    RowSource source = FrameSource.of(rows);
    return labels.length == 0 ? source : source.labelled(labels);
  }

  /** What validation measures besides the loss; by default what belongs to the loss. */
  public TrainerBuilder metrics(Metric... metrics) {
    return set("metrics", spec -> spec.metrics(List.of(metrics)));
  }

  /**
   * What validation decides: when to stop, which epoch's parameters to keep; nothing by default.
   */
  public TrainerBuilder earlyStopping(EarlyStopping earlyStopping) {
    return set("earlyStopping", spec -> spec.earlyStopping(earlyStopping));
  }

  /** How often the shards' parameters become one; in every step by default. */
  public TrainerBuilder sync(SyncPolicy sync) {
    return set("sync", spec -> spec.sync(sync));
  }

  /** What happens when something is no longer finite; training fails by default. */
  public TrainerBuilder onDivergence(OnDivergence reaction) {
    return set("onDivergence", spec -> spec.onDivergence(reaction));
  }

  /** How features are scaled; not at all by default. */
  public TrainerBuilder scale(ScaleMode scale) {
    return set("scale", spec -> spec.scale(scale));
  }

  /**
   * How the targets of a regression are scaled in training; not at all by default. Predictions and
   * metrics are in the units of the data, the loss is in those of the scaled targets.
   */
  public TrainerBuilder labelScale(ScaleMode scale) {
    return set("labelScale", spec -> spec.labelScale(scale));
  }

  /** The network. Required. */
  public TrainerBuilder network(NetworkSpec network) {
    this.network = network;
    return set("network", spec -> {});
  }

  /** The network's layers, the first nearest the data. */
  public TrainerBuilder network(LayerSpec... layers) {
    return network(NetworkSpec.of(layers));
  }

  /** The loss. Required. */
  public TrainerBuilder loss(Loss loss) {
    this.loss = loss;
    return set("loss", spec -> {});
  }

  /** The optimizer; Adam with rate 0.001 by default. */
  public TrainerBuilder optimizer(Optimizer optimizer) {
    return set("optimizer", spec -> spec.optimizer(optimizer));
  }

  /** A penalty for large weights; none by default. */
  public TrainerBuilder penalty(Penalty penalty) {
    return set("penalty", spec -> spec.penalty(penalty));
  }

  /** What keeps gradients from becoming too large; nothing by default. */
  public TrainerBuilder clipping(Clipping clipping) {
    return set("clipping", spec -> spec.clipping(clipping));
  }

  /** A moving average of the parameters with this decay instead of the last ones. */
  public TrainerBuilder averageDecay(double decay) {
    return set("averageDecay", spec -> spec.averageDecay(decay));
  }

  /** How much rows count because of their class; all alike by default. */
  public TrainerBuilder classWeights(ClassWeights weights) {
    return set("classWeights", spec -> spec.classWeights(Optional.of(weights)));
  }

  /** Passes over the data; 10 by default. */
  public TrainerBuilder epochs(int epochs) {
    return set("epochs", spec -> spec.epochs(epochs));
  }

  /**
   * How much of the training is taken at most; all by default. What ends so goes on by {@link
   * #resume}.
   */
  public TrainerBuilder budget(TrainingBudget budget) {
    return set("budget", spec -> spec.budget(Optional.of(budget)));
  }

  /** Rows in a step over all shards; by default it follows from the number of rows. */
  public TrainerBuilder batchSize(int batchSize) {
    return set("batchSize", spec -> spec.batchSize(batchSize));
  }

  /** The number of shards; by default it follows from the batch size. */
  public TrainerBuilder shards(int shards) {
    return set("shards", spec -> spec.shards(shards));
  }

  /** The seed; 1 by default. */
  public TrainerBuilder seed(long seed) {
    return set("seed", spec -> spec.seed(seed));
  }

  /** What training starts with; by default it follows from the seed. */
  public TrainerBuilder initialWeights(InitialWeights weights) {
    return set("initialWeights", spec -> spec.initialWeights(Optional.of(weights)));
  }

  /**
   * The model that training starts from, which also says how features are read and scaled; none by
   * default.
   */
  public TrainerBuilder initFrom(InitFrom model) {
    return set("initFrom", spec -> spec.initFrom(Optional.of(model)));
  }

  /**
   * The layers whose parameters stay as they are; none by default.
   *
   * @param layers positions, such as {@code 2} or {@code head.0}, or nodes, for all their layers
   */
  public TrainerBuilder freeze(String... layers) {
    return set("freeze", spec -> spec.freeze(List.of(layers)));
  }

  /**
   * Goes on from a state of the same training, such as a checkpoint, in place of its start: to the
   * same model, to the bit. Another learning rate, or more epochs, hold from then on. Training
   * refuses it when declaration or rows are not the same.
   */
  public TrainerBuilder resume(TrainingState state) {
    resumption = Optional.of(new Resumption(state, false));
    return this;
  }

  /** Goes on from a state also when declaration or rows are not the same. */
  public TrainerBuilder resumeAnyway(TrainingState state) {
    resumption = Optional.of(new Resumption(state, true));
    return this;
  }

  /**
   * Adds to what the models say of the training they come from, such as who declared it where.
   *
   * @param name in their provenance
   * @param value plain: texts, numbers, truth values, and lists and maps of these
   */
  public TrainerBuilder note(String name, Object value) {
    notes.put(name, value);
    return this;
  }

  /** Adds a listener. */
  public TrainerBuilder listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Declares the whole at once, in place of the single settings; data and listeners are the
   * builder's.
   *
   * @throws IllegalStateException when data are missing, or single settings were given too
   */
  public Trainer build(TrainingSpec spec) {
    if (!settings.isEmpty()) {
      throw new IllegalStateException(
          "A trainer must be given a whole declaration or single settings, got both: a TrainingSpec"
              + " and "
              + String.join(", ", settings.keySet()));
    }
    return trainer(spec);
  }

  private Trainer trainer(TrainingSpec spec) {
    return new Trainer(context, spec, required("data", data), resumption, notes, listeners);
  }

  /**
   * The finished trainer.
   *
   * @throws IllegalArgumentException when a number is out of range
   * @throws IllegalStateException when data, network or loss are missing
   */
  public Trainer build() {
    return trainer(spec());
  }

  /** What the single settings declare together. */
  TrainingSpec spec() {
    TrainingSpecBuilder spec =
        TrainingSpec.builder(required("network", network), required("loss", loss));
    settings.values().forEach(setting -> setting.accept(spec));
    return spec.build();
  }

  private TrainerBuilder set(String name, Consumer<TrainingSpecBuilder> setting) {
    settings.put(name, setting);
    return this;
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("A trainer must be given its " + name);
    }
    return value;
  }
}
