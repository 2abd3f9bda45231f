package io.kindling.driver.training;

import io.kindling.driver.data.TrainingData;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.source.sql.FrameSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Declares a training, for use as a library. */
public final class TrainerBuilder extends TrainingSettings<TrainerBuilder> {
  private final JavaSparkContext context;
  private final List<TrainingListener> listeners = new ArrayList<>();
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

  /** The network. Required. */
  public TrainerBuilder network(NetworkSpec network) {
    this.network = network;
    return given("network");
  }

  /** The network's layers, the first nearest the data. */
  public TrainerBuilder network(LayerSpec... layers) {
    return network(NetworkSpec.of(layers));
  }

  /** The loss. Required. */
  public TrainerBuilder loss(Loss loss) {
    this.loss = loss;
    return given("loss");
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
    if (!given().isEmpty()) {
      throw new IllegalStateException(
          "A trainer must be given a whole declaration or single settings, got both: a TrainingSpec"
              + " and "
              + String.join(", ", given()));
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
    return spec(required("network", network), required("loss", loss));
  }

  @Override
  TrainerBuilder self() {
    return this;
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("A trainer must be given its " + name);
    }
    return value;
  }
}
