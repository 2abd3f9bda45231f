package io.kindling.ml;

import io.kindling.predictor.model.TrainedModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A trained network that predicts a number, which it adds as the column {@code prediction}; an
 * array of numbers, where it was trained on labels in arrays.
 */
public final class NeuralNetworkRegressionModel
    extends RegressionModel<Vector, NeuralNetworkRegressionModel> implements NetworkModel {
  private static final long serialVersionUID = 1L;

  private final String uid;

  private @Nullable NetworkParamSet params;
  private final NetworkScoring scoring;
  private final NetworkTrainingSummary summary;

  /**
   * A model without a network, which can be asked for its params and nothing else: Spark Connect's
   * server looks for models by the service loader, which wants to be able to make them.
   */
  public NeuralNetworkRegressionModel() {
    this(Uid.announce(""), new NetworkScoring(), NetworkTrainingSummary.NONE);
  }

  NeuralNetworkRegressionModel(String uid, TrainedModel model, NetworkTrainingSummary summary) {
    this(Uid.announce(uid), new NetworkScoring(model), summary);
  }

  private NeuralNetworkRegressionModel(
      Uid announced, NetworkScoring scoring, NetworkTrainingSummary summary) {
    this.scoring = scoring;
    this.summary = summary;
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

  @Override
  public NetworkScoring scoring() {
    return scoring;
  }

  @Override
  public NetworkTrainingSummary summary() {
    return summary;
  }

  @Override
  public int numFeatures() {
    return trainedModel().spec().input().size();
  }

  /** What becomes of rows that cannot be scored: error, skip or keep. */
  public NeuralNetworkRegressionModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureNames.of(this).check(schema);
    return Frames.with(schema, OutputFields.ofNumbers(getPredictionCol(), scoring.outputs()));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    transformSchema(rows.schema(), true);
    return scoring.score(
        rows,
        FeatureNames.of(this).names(),
        OutputFields.ofNumbers(getPredictionCol(), scoring.outputs()),
        new NumberOutputs(!getPredictionCol().isEmpty()),
        getHandleInvalid());
  }

  /** The predicted number; the first where there are several. */
  @Override
  public double predict(Vector features) {
    return scoring.outputs(features)[0];
  }

  @Override
  public NeuralNetworkRegressionModel copy(ParamMap extra) {
    NeuralNetworkRegressionModel copied =
        new NeuralNetworkRegressionModel(Uid.announce(uid()), scoring, summary);
    return copyValues(copied, extra).setParent(parent());
  }

  @Override
  public long estimatedSize() {
    return ModelSize.of(trainedModel(), summary);
  }

  /** Reads models of this class. */
  public static MLReader<NeuralNetworkRegressionModel> read() {
    return new StageReader<>(
        NeuralNetworkRegressionModel.class,
        (uid, folder) ->
            new NeuralNetworkRegressionModel(uid, folder.readNetwork(), folder.readSummary()));
  }

  /** The model that was saved to a path. */
  public static NeuralNetworkRegressionModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    if (scoring.isEmpty()) {
      return "NeuralNetworkRegressionModel without a network";
    }
    return "NeuralNetworkRegressionModel: uid=%s, numFeatures=%s".formatted(uid(), numFeatures());
  }
}
