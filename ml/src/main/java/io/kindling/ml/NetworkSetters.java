package io.kindling.ml;

import io.kindling.kernels.network.NetworkSpec;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;

/**
 * Sets the params of an estimator of networks.
 *
 * @param <E> the estimator
 */
public interface NetworkSetters<E> extends NetworkParams {
  /** The estimator itself, with a param set. */
  @SuppressWarnings("unchecked") // whoever implements this is an E
  private <T> E with(Param<T> param, T value) {
    set(param, value);
    return (E) this;
  }

  /** The columns of features, where there are several. */
  default E setFeaturesCols(String[] value) {
    return with(featuresCols(), value);
  }

  /** The column that rows are ordered by. */
  default E setIdCol(String value) {
    return with(idCol(), value);
  }

  /** The sizes of the layers, from input to output. */
  default E setLayers(int[] value) {
    return with(layers(), value);
  }

  /** The units of the hidden layers. */
  default E setHiddenLayers(int[] value) {
    return with(hiddenLayers(), value);
  }

  /** The activation behind each hidden layer. */
  default E setActivation(String value) {
    return with(activation(), value);
  }

  /** The share of units that a step leaves out. */
  default E setDropout(double value) {
    return with(dropout(), value);
  }

  /** The network in YAML or JSON. */
  default E setNetwork(String value) {
    return with(network(), value);
  }

  /** The whole network; kept as the text of the param {@code network}. */
  default E setNetwork(NetworkSpec spec) {
    return setNetwork(Texts.of(spec));
  }

  /** The loss in YAML or JSON. */
  default E setLoss(String value) {
    return with(loss(), value);
  }

  /** The optimizer in YAML or JSON. */
  default E setOptimizer(String value) {
    return with(optimizer(), value);
  }

  /** The penalty for large weights in YAML or JSON. */
  default E setPenalty(String value) {
    return with(penalty(), value);
  }

  /** What keeps gradients from becoming too large, in YAML or JSON. */
  default E setClipping(String value) {
    return with(clipping(), value);
  }

  /** Epochs without a better validation loss after which training stops. */
  default E setPatience(int value) {
    return with(patience(), value);
  }

  /** What validation measures besides the loss. */
  default E setMetrics(String[] value) {
    return with(metrics(), value);
  }

  /** Rows in an optimizer step. */
  default E setBatchSize(int value) {
    return with(batchSize(), value);
  }

  /** Into how many parts the rows are divided. */
  default E setShards(int value) {
    return with(shards(), value);
  }

  /** How often the parameters of shards become one. */
  default E setSync(String value) {
    return with(sync(), value);
  }

  /** How features are scaled. */
  default E setScale(String value) {
    return with(scale(), value);
  }

  /** How the targets of a regression are scaled. */
  default E setLabelScale(String value) {
    return with(labelScale(), value);
  }

  /** What stands for features that are missing. */
  default E setMissing(String value) {
    return with(missing(), value);
  }

  /** Kinds of columns in YAML or JSON. */
  default E setColumns(String value) {
    return with(columns(), value);
  }

  /** How much rows count because of their class, in YAML or JSON. */
  default E setClassWeights(String value) {
    return with(classWeights(), value);
  }

  /**
   * What training starts with, in the order of {@code weights()} of a model: layer by layer from
   * the input on, of each first the weights, those of a dense layer unit by unit, then the biases.
   */
  default E setInitialWeights(Vector value) {
    return with(initialWeights(), value);
  }

  /**
   * The model that training starts from: a folder that {@code save} or Kindling's command wrote, or
   * <code>{model: FOLDER, except: [layers]}</code> in YAML or JSON.
   */
  default E setInitFrom(String value) {
    return with(initFrom(), value);
  }

  /** The layers whose parameters stay as they are: positions, or nodes. */
  default E setFreeze(String[] value) {
    return with(freeze(), value);
  }

  /** The folder of checkpoints. */
  default E setCheckpointDir(String value) {
    return with(checkpointDir(), value);
  }

  /** The column of what rows count for. */
  default E setWeightCol(String value) {
    return with(weightCol(), value);
  }

  /** The column that is true for the rows to validate on. */
  default E setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  /** What becomes of rows that cannot be scored. */
  default E setHandleInvalid(String value) {
    return with(handleInvalid(), value);
  }

  /** The name of the optimizer. */
  default E setSolver(String value) {
    return with(solver(), value);
  }

  /** The learning rate of the solver. */
  default E setStepSize(double value) {
    return with(stepSize(), value);
  }

  /** Passes over the rows at most. */
  default E setMaxIter(int value) {
    return with(maxIter(), value);
  }

  /** By how much a validation loss must be lower to count as better. */
  default E setTol(double value) {
    return with(tol(), value);
  }

  /** Taken for the sake of other programs. */
  default E setBlockSize(int value) {
    return with(blockSize(), value);
  }

  /** The seed. */
  default E setSeed(long value) {
    return with(seed(), value);
  }

  /** The same as {@link #setMaxIter}. */
  default E setMaxEpochs(int value) {
    return setMaxIter(value);
  }
}
