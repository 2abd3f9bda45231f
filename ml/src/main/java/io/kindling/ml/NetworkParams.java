package io.kindling.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.param.shared.HasBlockSize;
import org.apache.spark.ml.param.shared.HasHandleInvalid;
import org.apache.spark.ml.param.shared.HasMaxIter;
import org.apache.spark.ml.param.shared.HasSeed;
import org.apache.spark.ml.param.shared.HasSolver;
import org.apache.spark.ml.param.shared.HasStepSize;
import org.apache.spark.ml.param.shared.HasTol;
import org.apache.spark.ml.param.shared.HasValidationIndicatorCol;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The params of estimators and models of networks. {@code explainParams()} says what each means.
 *
 * <p>Where Spark has a param of the same meaning, it has Spark's name and is in Spark's trait. A
 * trait would make the param itself, in a field that a Java class cannot have early enough, and so
 * what it makes is left aside: each is found in one set, made when it is asked for.
 */
@SuppressWarnings({"MethodName", "checkstyle:MethodName"}) // names that Scala gives
public interface NetworkParams
    extends HasWeightCol,
        HasValidationIndicatorCol,
        HasHandleInvalid,
        HasSolver,
        HasStepSize,
        HasMaxIter,
        HasTol,
        HasBlockSize,
        HasSeed {
  /** Where the params are; package-private in meaning. */
  NetworkParamSet paramSet();

  @Override
  default Param<String> weightCol() {
    return paramSet().weightCol;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}

  @Override
  default Param<String> validationIndicatorCol() {
    return paramSet().validationIndicatorCol;
  }

  @Override
  default void
      org$apache$spark$ml$param$shared$HasValidationIndicatorCol$_setter_$validationIndicatorCol_$eq(
          Param<String> param) {}

  @Override
  default Param<String> handleInvalid() {
    return paramSet().handleInvalid;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasHandleInvalid$_setter_$handleInvalid_$eq(
      Param<String> param) {}

  @Override
  default Param<String> solver() {
    return paramSet().solver;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasSolver$_setter_$solver_$eq(
      Param<String> param) {}

  @Override
  default DoubleParam stepSize() {
    return paramSet().stepSize;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasStepSize$_setter_$stepSize_$eq(
      DoubleParam param) {}

  @Override
  default IntParam maxIter() {
    return paramSet().maxIter;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasMaxIter$_setter_$maxIter_$eq(IntParam param) {}

  @Override
  default DoubleParam tol() {
    return paramSet().tol;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasTol$_setter_$tol_$eq(DoubleParam param) {}

  @Override
  default IntParam blockSize() {
    return paramSet().blockSize;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasBlockSize$_setter_$blockSize_$eq(
      IntParam param) {}

  @Override
  default LongParam seed() {
    return paramSet().seed;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasSeed$_setter_$seed_$eq(LongParam param) {}

  /** The columns of features, where there are several. */
  default StringArrayParam featuresCols() {
    return paramSet().featuresCols;
  }

  /** The columns of features, where there are several. */
  default String[] getFeaturesCols() {
    return getOrDefault(featuresCols());
  }

  /** The column that rows are ordered by. */
  default Param<String> idCol() {
    return paramSet().idCol;
  }

  /** The column that rows are ordered by. */
  default String getIdCol() {
    return getOrDefault(idCol());
  }

  /** The sizes of the layers, from input to output. */
  default IntArrayParam layers() {
    return paramSet().layers;
  }

  /** The sizes of the layers, from input to output. */
  default int[] getLayers() {
    return getOrDefault(layers());
  }

  /** The units of the hidden layers. */
  default IntArrayParam hiddenLayers() {
    return paramSet().hiddenLayers;
  }

  /** The units of the hidden layers. */
  default int[] getHiddenLayers() {
    return getOrDefault(hiddenLayers());
  }

  /** The activation behind each hidden layer. */
  default Param<String> activation() {
    return paramSet().activation;
  }

  /** The activation behind each hidden layer. */
  default String getActivation() {
    return getOrDefault(activation());
  }

  /** The share of units that a step leaves out. */
  default DoubleParam dropout() {
    return paramSet().dropout;
  }

  /** The share of units that a step leaves out. */
  default double getDropout() {
    return (double) getOrDefault(dropout());
  }

  /** The network in YAML or JSON. */
  default Param<String> network() {
    return paramSet().network;
  }

  /** The network in YAML or JSON. */
  default String getNetwork() {
    return getOrDefault(network());
  }

  /** The loss in YAML or JSON. */
  default Param<String> loss() {
    return paramSet().loss;
  }

  /** The loss in YAML or JSON. */
  default String getLoss() {
    return getOrDefault(loss());
  }

  /** The optimizer in YAML or JSON. */
  default Param<String> optimizer() {
    return paramSet().optimizer;
  }

  /** The optimizer in YAML or JSON. */
  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  /** The penalty for large weights in YAML or JSON. */
  default Param<String> penalty() {
    return paramSet().penalty;
  }

  /** The penalty for large weights in YAML or JSON. */
  default String getPenalty() {
    return getOrDefault(penalty());
  }

  /** What keeps gradients from becoming too large, in YAML or JSON. */
  default Param<String> clipping() {
    return paramSet().clipping;
  }

  /** What keeps gradients from becoming too large, in YAML or JSON. */
  default String getClipping() {
    return getOrDefault(clipping());
  }

  /** Epochs without a better validation loss after which training stops. */
  default IntParam patience() {
    return paramSet().patience;
  }

  /** Epochs without a better validation loss after which training stops. */
  default int getPatience() {
    return (int) getOrDefault(patience());
  }

  /** What validation measures besides the loss. */
  default StringArrayParam metrics() {
    return paramSet().metrics;
  }

  /** What validation measures besides the loss. */
  default String[] getMetrics() {
    return getOrDefault(metrics());
  }

  /** Rows in an optimizer step. */
  default IntParam batchSize() {
    return paramSet().batchSize;
  }

  /** Rows in an optimizer step. */
  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /** Into how many parts the rows are divided. */
  default IntParam shards() {
    return paramSet().shards;
  }

  /** Into how many parts the rows are divided. */
  default int getShards() {
    return (int) getOrDefault(shards());
  }

  /** How often the parameters of shards become one. */
  default Param<String> sync() {
    return paramSet().sync;
  }

  /** How often the parameters of shards become one. */
  default String getSync() {
    return getOrDefault(sync());
  }

  /** How features are scaled. */
  default Param<String> scale() {
    return paramSet().scale;
  }

  /** How features are scaled. */
  default String getScale() {
    return getOrDefault(scale());
  }

  /** How the targets of a regression are scaled. */
  default Param<String> labelScale() {
    return paramSet().labelScale;
  }

  /** How the targets of a regression are scaled. */
  default String getLabelScale() {
    return getOrDefault(labelScale());
  }

  /** What stands for features that are missing. */
  default Param<String> missing() {
    return paramSet().missing;
  }

  /** What stands for features that are missing. */
  default String getMissing() {
    return getOrDefault(missing());
  }

  /** Kinds of columns in YAML or JSON. */
  default Param<String> columns() {
    return paramSet().columns;
  }

  /** Kinds of columns in YAML or JSON. */
  default String getColumns() {
    return getOrDefault(columns());
  }

  /** How much rows count because of their class, in YAML or JSON. */
  default Param<String> classWeights() {
    return paramSet().classWeights;
  }

  /** How much rows count because of their class, in YAML or JSON. */
  default String getClassWeights() {
    return getOrDefault(classWeights());
  }

  /** What training starts with. */
  default Param<Vector> initialWeights() {
    return paramSet().initialWeights;
  }

  /** What training starts with. */
  default Vector getInitialWeights() {
    return getOrDefault(initialWeights());
  }

  /** The model that training starts from. */
  default Param<String> initFrom() {
    return paramSet().initFrom;
  }

  /** The model that training starts from. */
  default String getInitFrom() {
    return getOrDefault(initFrom());
  }

  /** The layers whose parameters stay as they are. */
  default StringArrayParam freeze() {
    return paramSet().freeze;
  }

  /** The layers whose parameters stay as they are. */
  default String[] getFreeze() {
    return getOrDefault(freeze());
  }

  /** The folder of checkpoints. */
  default Param<String> checkpointDir() {
    return paramSet().checkpointDir;
  }

  /** The folder of checkpoints. */
  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }
}
