package io.kindling.ml;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * Spark's cross-validation, in which the sets of params of a network's estimator share each pass
 * over the rows of a fold, where they agree in epochs, batch size, shards, seed and scaling; also
 * those of a pipeline's last stage, whose other stages are fitted once for each fold. It chooses
 * the same model and finds the same metrics as {@link CrossValidator}; any other estimator is
 * fitted as there.
 */
public final class NetworkCrossValidator extends CrossValidator {
  private static final long serialVersionUID = 1L;

  /** One with a uid of its own. */
  public NetworkCrossValidator() {
    this(Identifiable$.MODULE$.randomUID("cv"));
  }

  /** One with a given uid. */
  public NetworkCrossValidator(String uid) {
    super(uid);
    // Spark takes the hash of the class's name; folds are those of the class that this stands for.
    setDefault(seed(), (long) CrossValidator.class.getName().hashCode());
  }

  @Override
  public CrossValidatorModel fit(Dataset<?> rows) {
    Estimator<?> estimator = getEstimator();
    if (estimator instanceof Pipeline pipeline) {
      return JointPipeline.of(pipeline, getEstimatorParamMaps())
          .map(joint -> fit(rows, pipeline, joint))
          .orElseGet(() -> super.fit(rows));
    }
    boolean shares =
        estimator instanceof NeuralNetworkClassifier || estimator instanceof NeuralNetworkRegressor;
    return shares ? fit(rows, estimator) : super.fit(rows);
  }

  private CrossValidatorModel fit(Dataset<?> rows, Pipeline pipeline, JointPipeline<?> joint) {
    return fit(rows, pipeline, (some, fold) -> joint.fit(some, fold, getEstimatorParamMaps()));
  }

  private <M extends Model<M>> CrossValidatorModel fit(Dataset<?> rows, Estimator<M> network) {
    return fit(
        rows,
        network,
        (some, fold) -> SharedFits.ofFold(network, some, fold, getEstimatorParamMaps()));
  }

  private <M extends Model<M>> CrossValidatorModel fit(
      Dataset<?> rows, Estimator<M> estimator, SharedFits.Joint<M> joint) {
    CrossValidator search = copyValues(new CrossValidator(uid()), ParamMap.empty());
    search.setEstimator(new SharedFits<>(estimator, getEstimatorParamMaps(), getNumFolds(), joint));
    CrossValidatorModel model = search.fit(rows);
    model.set(model.estimator(), estimator);
    model.setParent(this);
    return model;
  }

  /** Reads searches of this class. */
  public static MLReader<CrossValidator> read() {
    return new NetworkCrossValidatorReader();
  }

  /** The search that was saved to a path. */
  public static NetworkCrossValidator load(String path) {
    return new NetworkCrossValidatorReader().load(path);
  }

  @Override
  public NetworkCrossValidator copy(ParamMap extra) {
    NetworkCrossValidator copied = copyValues(new NetworkCrossValidator(uid()), extra);
    copied.setEstimator(getEstimator().copy(extra));
    copied.setEvaluator(getEvaluator().copy(extra));
    return copied;
  }
}
