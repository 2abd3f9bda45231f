package io.kindling.ml;

import io.kindling.driver.data.TargetCount;
import io.kindling.driver.training.TrainingListener;
import io.kindling.kernels.loss.Task;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Trains neural networks that tell classes apart, on DataFrames. Labels are the numbers 0 … K − 1
 * in a numeric column, as everywhere in Spark ML, or texts, whose sorted values are the classes
 * then; or arrays of 0 and 1, of labels of which a row may have several, for the loss {@code
 * sigmoid_cross_entropy}. Features are a vector, an array of numbers, or several columns ({@code
 * featuresCols}).
 *
 * <p>The same rows give the same model, to the bit, whatever their partitions, their order and the
 * cluster.
 */
public final class NeuralNetworkClassifier
    extends ProbabilisticClassifier<
        Vector, NeuralNetworkClassifier, NeuralNetworkClassificationModel>
    implements NetworkSetters<NeuralNetworkClassifier>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  private @Nullable NetworkParamSet params;
  private transient @Nullable List<TrainingListener> listeners;

  /** One with a uid of its own. */
  public NeuralNetworkClassifier() {
    this(Identifiable$.MODULE$.randomUID("nnClassifier"));
  }

  /** One with a given uid. */
  public NeuralNetworkClassifier(String uid) {
    this(Uid.announce(uid));
  }

  private NeuralNetworkClassifier(Uid announced) {
    this.uid = announced.taken();
    NetworkDefaults.setForClasses(this);
  }

  @Override
  public String uid() {
    return Uid.orAnnounced(uid);
  }

  @Override
  public NetworkParamSet paramSet() {
    if (params == null) {
      params = new NetworkParamSet(this);
    }
    return params;
  }

  /** Who is told what happens in a fit. They are not saved. */
  public NeuralNetworkClassifier setListeners(TrainingListener... listeners) {
    this.listeners = List.of(listeners);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureNames.of(this).check(schema);
    RowColumns.check(this, schema);
    if (label(schema).isArray() || new Declaration(this).loss().task() == Task.MULTILABEL) {
      // How many labels there are is known from the rows alone.
      return Frames.with(
          schema,
          OutputFields.ofLabels(getRawPredictionCol(), getProbabilityCol(), getPredictionCol(), 0));
    }
    return Frames.with(
        schema,
        OutputFields.ofClasses(
            getRawPredictionCol(),
            getProbabilityCol(),
            getPredictionCol(),
            OptionalInt.empty(),
            List.of()));
  }

  private LabelColumn label(StructType schema) {
    return new LabelColumn(Frames.field(schema, labelCol().name(), getLabelCol()));
  }

  @Override
  public NeuralNetworkClassificationModel fit(Dataset<?> rows) {
    transformSchema(rows.schema(), true);
    return copyValues(train(rows).setParent(this), ParamMap.empty());
  }

  @Override
  public NeuralNetworkClassificationModel train(Dataset<?> rows) {
    return ParamNames.inErrors(() -> networkFit(rows).train());
  }

  /**
   * Fits several sets of params. Those that agree in rows, epochs, batch size, shards, seed,
   * scaling and the model to start from share each pass over the rows; the models are the same as
   * by themselves.
   */
  @Override
  public Seq<NeuralNetworkClassificationModel> fit(Dataset<?> rows, Seq<ParamMap> paramMaps) {
    List<NeuralNetworkClassifier> estimators =
        CollectionConverters.asJava(paramMaps).stream().map(this::copy).toList();
    return JointFit.train(estimators, rows, estimator -> estimator.networkFit(rows));
  }

  private NetworkFit<NeuralNetworkClassificationModel> networkFit(Dataset<?> rows) {
    LabelColumn label = label(rows.schema());
    StartModel start = StartModel.of(this, label.isNumeric(), rows);
    return new NetworkFit<>(
        this,
        TrainingFrame.of(this, FeatureNames.of(this), getLabelCol(), rows),
        start.from(),
        () -> outputs(label, start, rows),
        (model, summary) ->
            new NeuralNetworkClassificationModel(uid(), label.nameClasses(model, start), summary),
        listeners == null ? List.of() : listeners);
  }

  @Override
  public long estimateModelSize(Dataset<?> rows) {
    transformSchema(rows.schema());
    LabelColumn label = label(rows.schema());
    return ParamNames.inErrors(
        () ->
            ModelSize.expected(
                this,
                FeatureNames.of(this).names(),
                rows,
                outputs(label, StartModel.of(this, label.isNumeric(), rows), rows)));
  }

  /**
   * As many as the model to start from has, where its outputs stay; else as numeric labels have
   * classes, of which some may not occur.
   */
  private OptionalInt outputs(LabelColumn label, StartModel start, Dataset<?> rows) {
    if (!label.isNumeric()) {
      return OptionalInt.empty();
    }
    if (!start.classes().isEmpty()) {
      label.checkNames(start);
      return OptionalInt.of(new Declaration(this).loss().outputsFor(start.classes().size()));
    }
    TargetCount count =
        new TargetCount("the DataFrame", List.of(getLabelCol()), Optional.of(label.classes(rows)));
    return OptionalInt.of(count.outputs(new Declaration(this).loss()));
  }

  @Override
  public NeuralNetworkClassifier copy(ParamMap extra) {
    NeuralNetworkClassifier copied = defaultCopy(extra);
    copied.listeners = listeners;
    return copied;
  }

  /** Reads estimators of this class. */
  public static MLReader<NeuralNetworkClassifier> read() {
    return new StageReader<>(
        NeuralNetworkClassifier.class, (uid, folder) -> new NeuralNetworkClassifier(uid));
  }

  /** The estimator that was saved to a path. */
  public static NeuralNetworkClassifier load(String path) {
    return read().load(path);
  }
}
