package io.kindling.ml;

import io.kindling.predictor.preprocess.ScaleMode;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import scala.runtime.AbstractFunction1;

/** The params that estimators and models of networks share, made for one of them. */
final class NetworkParamSet implements Serializable {
  private static final long serialVersionUID = 1L;

  final StringArrayParam featuresCols;
  final Param<String> weightCol;
  final Param<String> validationIndicatorCol;
  final Param<String> idCol;
  final Param<String> handleInvalid;
  final IntArrayParam layers;
  final IntArrayParam hiddenLayers;
  final Param<String> activation;
  final DoubleParam dropout;
  final Param<String> network;
  final Param<String> loss;
  final Param<String> solver;
  final DoubleParam stepSize;
  final Param<String> optimizer;
  final Param<String> penalty;
  final Param<String> clipping;
  final IntParam maxIter;
  final DoubleParam tol;
  final IntParam patience;
  final StringArrayParam metrics;
  final IntParam batchSize;
  final IntParam blockSize;
  final IntParam shards;
  final Param<String> sync;
  final Param<String> scale;
  final Param<String> labelScale;
  final Param<String> missing;
  final Param<String> columns;
  final Param<String> classWeights;
  final Param<Vector> initialWeights;
  final Param<String> initFrom;
  final StringArrayParam freeze;
  final Param<String> checkpointDir;
  final LongParam seed;

  NetworkParamSet(Params owner) {
    featuresCols =
        new StringArrayParam(
            owner,
            "featuresCols",
            "columns of features: numbers, truth values, or words, each of which becomes a"
                + " category; in place of featuresCol");
    weightCol = text(owner, "weightCol", "column of what a row counts for; all alike if not set");
    validationIndicatorCol =
        text(
            owner,
            "validationIndicatorCol",
            "column that is true for the rows to validate on, which are not trained on");
    idCol =
        text(
            owner,
            "idCol",
            "column that the rows are ordered by before they are shuffled by the seed; by what"
                + " they hold if not set");
    handleInvalid =
        choice(
            owner,
            "handleInvalid",
            "what becomes of a row to score that is missing or damaged: error, skip (the row is"
                + " left out) or keep (its outputs are NaN)",
            "error",
            "skip",
            "keep");
    layers =
        new IntArrayParam(
            owner,
            "layers",
            "sizes of the layers from input to output, as those of"
                + " MultilayerPerceptronClassifier; in place of hiddenLayers",
            new Sizes(2));
    hiddenLayers =
        new IntArrayParam(
            owner,
            "hiddenLayers",
            "units of the hidden dense layers, the first nearest the features; none for a linear"
                + " model",
            new Sizes(0));
    activation =
        text(owner, "activation", "activation behind each hidden layer, such as relu or sigmoid");
    dropout =
        new DoubleParam(
            owner,
            "dropout",
            "share of the units behind each hidden layer that a training step leaves out",
            ParamValidators.inRange(0, 1, true, false));
    network =
        text(
            owner,
            "network",
            "the whole network in YAML or JSON, as in Kindling's config files, in place of layers"
                + " and hiddenLayers; dense: {units: classes} takes as many as there are classes");
    loss = text(owner, "loss", "what training makes small, in YAML or JSON, such as huber");
    solver = text(owner, "solver", "name of the optimizer, which steps with stepSize");
    stepSize =
        new DoubleParam(owner, "stepSize", "learning rate of the solver", ParamValidators.gt(0));
    optimizer =
        text(
            owner,
            "optimizer",
            "a whole optimizer in YAML or JSON, with its schedule of rates, in place of solver and"
                + " stepSize");
    penalty = text(owner, "penalty", "penalty for large weights in YAML or JSON, {l2: 0.0001}");
    clipping =
        text(
            owner,
            "clipping",
            "what keeps gradients from becoming too large, in YAML or JSON, {clip_by_global_norm: {limit: 1}}");
    maxIter =
        new IntParam(
            owner, "maxIter", "passes over the rows (epochs) at most", ParamValidators.gt(0));
    tol =
        new DoubleParam(
            owner,
            "tol",
            "by how much the validation loss must become lower to count as better",
            ParamValidators.gtEq(0));
    patience =
        new IntParam(
            owner,
            "patience",
            "training stops after so many epochs without a better validation loss; never if not"
                + " set",
            ParamValidators.gt(0));
    metrics =
        new StringArrayParam(
            owner, "metrics", "what validation measures besides the loss, such as accuracy");
    batchSize =
        new IntParam(
            owner,
            "batchSize",
            "rows in an optimizer step, over all executors; it follows from the number of rows if"
                + " not set",
            ParamValidators.gt(0));
    blockSize =
        new IntParam(
            owner,
            "blockSize",
            "taken for the sake of programs for MultilayerPerceptronClassifier; how many rows go"
                + " through the network at once is Kindling's own matter",
            ParamValidators.gt(0));
    shards =
        new IntParam(
            owner,
            "shards",
            "into how many parts the rows are divided, on which the model depends; it follows from"
                + " the batch size if not set",
            ParamValidators.gt(0));
    sync =
        text(
            owner,
            "sync",
            "how often the shards' parameters become one, in YAML or JSON: every_step, or"
                + " {local_steps: {steps: 8}}");
    scale =
        choice(
            owner,
            "scale",
            "how features are scaled, fitted to the rows that are trained on",
            names(mode -> true));
    labelScale =
        choice(
            owner,
            "labelScale",
            "how the targets of a regression are scaled in training; predictions are in the units"
                + " of the data",
            names(ScaleMode::suitsLabels));
    missing =
        text(
            owner,
            "missing",
            "what stands for features that are missing: error, mean, median, zero or indicator");
    columns =
        text(
            owner,
            "columns",
            "kinds of columns by their names in YAML or JSON, as in Kindling's config files:"
                + " {when: {date: {parts: [year, month]}}}; those of others follow from what stands"
                + " in them");
    classWeights =
        text(
            owner,
            "classWeights",
            "how much rows count because of their class: balanced, or a list with a weight for each"
                + " class in YAML or JSON, [1, 2.5]; all alike if not set");
    initialWeights =
        new Param<>(
            owner.uid(),
            "initialWeights",
            "what training starts with, in the order of a model's weights; it follows from the seed"
                + " if not set",
            Vector.class);
    initFrom =
        text(
            owner,
            "initFrom",
            "folder of a saved model to start from, or {model: FOLDER, except: [layers]} in YAML or"
                + " JSON, where layers start anew; that model also says how features are read and"
                + " scaled; or a safetensors file of PyTorch");
    freeze =
        new StringArrayParam(
            owner,
            "freeze",
            "layers whose parameters stay as they are: positions, such as 0 or head.0, or nodes");
    checkpointDir =
        text(
            owner,
            "checkpointDir",
            "folder of checkpoints, from the last of which a fit of the same rows goes on");
    seed = new LongParam(owner, "seed", "seed of all randomness");
  }

  private static String[] names(Predicate<ScaleMode> which) {
    return Arrays.stream(ScaleMode.values())
        .filter(which)
        .map(ScaleMode::configName)
        .toArray(String[]::new);
  }

  /** Whether there are enough sizes, each above 0. */
  private static final class Sizes extends AbstractFunction1<int[], Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int fewest;

    Sizes(int fewest) {
      this.fewest = fewest;
    }

    @Override
    public Object apply(int[] sizes) {
      return sizes.length >= fewest && Arrays.stream(sizes).allMatch(size -> size > 0);
    }
  }

  private static Param<String> text(Params owner, String name, String doc) {
    return new Param<>(owner.uid(), name, doc, String.class);
  }

  private static Param<String> choice(Params owner, String name, String doc, String... values) {
    return new Param<>(
        owner.uid(), name, doc, ParamValidators.inArray(List.of(values)), String.class);
  }
}
