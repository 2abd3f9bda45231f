package io.kindling.ml;

import io.kindling.driver.training.TrainingListener;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Trains neural networks that predict a number, on DataFrames. Features are a vector, an array of
 * numbers, or several columns ({@code featuresCols}); labels are numbers, or arrays of several
 * targets. With {@code labelScale} the targets are scaled in training; predictions are in the units
 * of the data.
 *
 * <p>The same rows give the same model, to the bit, whatever their partitions, their order and the
 * cluster.
 */
public final class NeuralNetworkRegressor
    extends Regressor<Vector, NeuralNetworkRegressor, NeuralNetworkRegressionModel>
    implements NetworkSetters<NeuralNetworkRegressor>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  private @Nullable NetworkParamSet params;
  private transient @Nullable List<TrainingListener> listeners;

  /** One with a uid of its own. */
  public NeuralNetworkRegressor() {
    this(Identifiable$.MODULE$.randomUID("nnRegressor"));
  }

  /** One with a given uid. */
  public NeuralNetworkRegressor(String uid) {
    this(Uid.announce(uid));
  }

  private NeuralNetworkRegressor(Uid announced) {
    this.uid = announced.taken();
    NetworkDefaults.setForNumbers(this);
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
  public NeuralNetworkRegressor setListeners(TrainingListener... listeners) {
    this.listeners = List.of(listeners);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureNames.of(this).check(schema);
    RowColumns.check(this, schema);
    StructField label = Frames.field(schema, labelCol().name(), getLabelCol());
    boolean several = label.dataType() instanceof ArrayType;
    if (!several && !(label.dataType() instanceof NumericType)) {
      throw InvalidInputException.at(
          "labelCol '%s'".formatted(getLabelCol()),
          label.dataType().simpleString(),
          "numbers, or arrays of numbers");
    }
    return Frames.with(schema, OutputFields.ofNumbers(getPredictionCol(), several ? 2 : 1));
  }

  @Override
  public NeuralNetworkRegressionModel fit(Dataset<?> rows) {
    transformSchema(rows.schema(), true);
    return copyValues(train(rows).setParent(this), ParamMap.empty());
  }

  @Override
  public NeuralNetworkRegressionModel train(Dataset<?> rows) {
    return ParamNames.inErrors(() -> networkFit(rows).train());
  }

  /**
   * Fits several sets of params. Those that agree in rows, epochs, batch size, shards, seed,
   * scaling and the model to start from share each pass over the rows; the models are the same as
   * by themselves.
   */
  @Override
  public Seq<NeuralNetworkRegressionModel> fit(Dataset<?> rows, Seq<ParamMap> paramMaps) {
    List<NeuralNetworkRegressor> estimators =
        CollectionConverters.asJava(paramMaps).stream().map(this::copy).toList();
    return JointFit.train(estimators, rows, estimator -> estimator.networkFit(rows));
  }

  private NetworkFit<NeuralNetworkRegressionModel> networkFit(Dataset<?> rows) {
    TrainingFrame frame = TrainingFrame.of(this, FeatureNames.of(this), getLabelCol(), rows);
    int targets = Math.max(1, frame.targets());
    return new NetworkFit<>(
        this,
        frame,
        StartModel.of(this, false, rows).from(),
        () -> OptionalInt.of(new Declaration(this).loss().outputsFor(targets)),
        (model, summary) -> new NeuralNetworkRegressionModel(uid(), model, summary),
        listeners == null ? List.of() : listeners);
  }

  @Override
  public long estimateModelSize(Dataset<?> rows) {
    transformSchema(rows.schema());
    return ParamNames.inErrors(
        () -> ModelSize.expected(this, FeatureNames.of(this).names(), rows, OptionalInt.empty()));
  }

  @Override
  public NeuralNetworkRegressor copy(ParamMap extra) {
    NeuralNetworkRegressor copied = defaultCopy(extra);
    copied.listeners = listeners;
    return copied;
  }

  /** Reads estimators of this class. */
  public static MLReader<NeuralNetworkRegressor> read() {
    return new StageReader<>(
        NeuralNetworkRegressor.class, (uid, folder) -> new NeuralNetworkRegressor(uid));
  }

  /** The estimator that was saved to a path. */
  public static NeuralNetworkRegressor load(String path) {
    return read().load(path);
  }
}
