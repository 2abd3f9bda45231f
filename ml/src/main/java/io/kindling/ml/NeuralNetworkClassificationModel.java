package io.kindling.ml;

import io.kindling.kernels.loss.Task;
import io.kindling.predictor.model.TrainedModel;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple3;

/**
 * A trained network that tells classes apart. It adds the columns {@code rawPrediction} (what the
 * network gives before the softmax), {@code probability} and {@code prediction} (the number of the
 * class), as far as they have names; the prediction's metadata name the classes. Trained on labels
 * in arrays, it adds the probability of each, and as the prediction an array of 1 and 0, which says
 * whether that is at least its threshold, 0.5 by default.
 */
public final class NeuralNetworkClassificationModel
    extends ProbabilisticClassificationModel<Vector, NeuralNetworkClassificationModel>
    implements NetworkModel {
  private static final long serialVersionUID = 1L;

  private final String uid;

  private @Nullable NetworkParamSet params;
  private final NetworkScoring scoring;
  private final NetworkTrainingSummary summary;

  /**
   * A model without a network, which can be asked for its params and nothing else: Spark Connect's
   * server looks for models by the service loader, which wants to be able to make them.
   */
  public NeuralNetworkClassificationModel() {
    this(Uid.announce(""), new NetworkScoring(), NetworkTrainingSummary.NONE);
  }

  NeuralNetworkClassificationModel(String uid, TrainedModel model, NetworkTrainingSummary summary) {
    this(Uid.announce(uid), new NetworkScoring(model), summary);
  }

  private NeuralNetworkClassificationModel(
      Uid announced, NetworkScoring scoring, NetworkTrainingSummary summary) {
    this.scoring = scoring;
    this.summary = summary;
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

  @Override
  public NetworkScoring scoring() {
    return scoring;
  }

  @Override
  public NetworkTrainingSummary summary() {
    return summary;
  }

  @Override
  public int numClasses() {
    return hasSeveralLabels() ? scoring.outputs() : Math.max(2, scoring.outputs());
  }

  /** Whether a row may have several labels or none, of each of which it tells the probability. */
  private boolean hasSeveralLabels() {
    return trainedModel().spec().loss().task() == Task.MULTILABEL;
  }

  @Override
  public int numFeatures() {
    return trainedModel().spec().input().size();
  }

  /** What becomes of rows that cannot be scored: error, skip or keep. */
  public NeuralNetworkClassificationModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureNames.of(this).check(schema);
    return Frames.with(schema, added());
  }

  private List<StructField> added() {
    if (hasSeveralLabels()) {
      return OutputFields.ofLabels(
          getRawPredictionCol(), getProbabilityCol(), getPredictionCol(), numClasses());
    }
    return OutputFields.ofClasses(
        getRawPredictionCol(),
        getProbabilityCol(),
        getPredictionCol(),
        OptionalInt.of(numClasses()),
        trainedModel().labels().classes());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    transformSchema(rows.schema(), true);
    ClassOutputs cells =
        new ClassOutputs(
            !getRawPredictionCol().isEmpty(),
            !getProbabilityCol().isEmpty(),
            !getPredictionCol().isEmpty(),
            hasSeveralLabels(),
            Thresholds.of(this, numClasses()));
    return scoring.score(rows, FeatureNames.of(this).names(), added(), cells, getHandleInvalid());
  }

  @Override
  public Vector predictRaw(Vector features) {
    double[] raw = scoring.raw(features);
    return Vectors.dense(hasSeveralLabels() ? raw : ClassOutputs.raw(raw));
  }

  @Override
  public Vector predictProbability(Vector features) {
    double[] outputs = scoring.outputs(features);
    return Vectors.dense(hasSeveralLabels() ? outputs : ClassOutputs.probabilities(outputs));
  }

  @Override
  public double predict(Vector features) {
    return probability2prediction(predictProbability(features));
  }

  /**
   * The softmax of the raw outputs; of a network with one output, or of several labels, the
   * logistic function of each.
   */
  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    double[] values = ((DenseVector) raw).values();
    if (hasSeveralLabels()) {
      Arrays.setAll(values, i -> 1 / (1 + Math.exp(-values[i])));
    } else if (scoring.outputs() == 1) {
      values[1] = 1 / (1 + Math.exp(-values[1]));
      values[0] = 1 - values[1];
    } else {
      ClassOutputs.softmax(values);
    }
    return raw;
  }

  /** Spark has a place for summaries as columns of a DataFrame; this model has its own. */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // Spark's two methods of this name differ in them
  public Tuple3 findSummaryModel() {
    return new Tuple3(this, getProbabilityCol(), getPredictionCol());
  }

  @Override
  public NeuralNetworkClassificationModel copy(ParamMap extra) {
    NeuralNetworkClassificationModel copied =
        new NeuralNetworkClassificationModel(Uid.announce(uid()), scoring, summary);
    return copyValues(copied, extra).setParent(parent());
  }

  @Override
  public long estimatedSize() {
    return ModelSize.of(trainedModel(), summary);
  }

  /** Reads models of this class. */
  public static MLReader<NeuralNetworkClassificationModel> read() {
    return new StageReader<>(
        NeuralNetworkClassificationModel.class,
        (uid, folder) ->
            new NeuralNetworkClassificationModel(uid, folder.readNetwork(), folder.readSummary()));
  }

  /** The model that was saved to a path. */
  public static NeuralNetworkClassificationModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    if (scoring.isEmpty()) {
      return "NeuralNetworkClassificationModel without a network";
    }
    return "NeuralNetworkClassificationModel: uid=%s, numClasses=%s, numFeatures=%s"
        .formatted(uid(), numClasses(), numFeatures());
  }
}
