package io.kindling.ml;

import io.kindling.driver.data.TargetCount;
import io.kindling.driver.training.TrainingListener;
import io.kindling.kernels.network.NetworkSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Trains neural networks that tell classes apart, on DataFrames. Labels are the numbers 0 … K − 1
 * in a numeric column, as everywhere in Spark ML, or texts, whose sorted values are the classes
 * then. Features are a vector, an array of numbers, or several columns ({@code featuresCols}).
 *
 * <p>The same rows give the same model, to the bit, whatever their partitions, their order and the
 * cluster.
 */
public final class NeuralNetworkClassifier
    extends ProbabilisticClassifier<
        Vector, NeuralNetworkClassifier, NeuralNetworkClassificationModel>
    implements NetworkSetters<NeuralNetworkClassifier>, MLWritable {
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
    return uid == null ? Uid.announced() : uid; // constructors of Spark's ask before it is set
  }

  @Override
  public NetworkParamSet paramSet() {
    if (params == null) {
      params = new NetworkParamSet(this);
    }
    return params;
  }

  /** The whole network; kept as the text of the param {@code network}. */
  public NeuralNetworkClassifier setNetwork(NetworkSpec spec) {
    return setNetwork(Texts.of(spec));
  }

  /** Who is told what happens in a fit. They are not saved. */
  public NeuralNetworkClassifier setListeners(TrainingListener... listeners) {
    this.listeners = List.of(listeners);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureNames.of(this).check(schema);
    label(schema);
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
    LabelColumn label = label(rows.schema());
    NetworkFit fit = new NetworkFit(this, FeatureNames.of(this).names(), getLabelCol(), rows);
    NetworkFit.Fitted fitted =
        fit.train(outputs(label, rows), listeners == null ? List.of() : listeners);
    return new NeuralNetworkClassificationModel(
        uid(), fitted.named(label.names()), fitted.summary());
  }

  @Override
  public long estimateModelSize(Dataset<?> rows) {
    transformSchema(rows.schema());
    LabelColumn label = label(rows.schema());
    return ModelSize.expected(this, FeatureNames.of(this).names(), rows, outputs(label, rows));
  }

  /** As many as numeric labels have classes, of which some may not occur. */
  private OptionalInt outputs(LabelColumn label, Dataset<?> rows) {
    if (!label.isNumeric()) {
      return OptionalInt.empty();
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

  @Override
  public MLWriter write() {
    return new DefaultParamsWriter(this);
  }

  /** Reads estimators of this class. */
  public static MLReader<NeuralNetworkClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** The estimator that was saved to a path. */
  public static NeuralNetworkClassifier load(String path) {
    return read().load(path);
  }
}
