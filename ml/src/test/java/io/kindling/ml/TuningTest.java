package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Spark's tools that choose among params. */
class TuningTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  private final NeuralNetworkClassifier classifier =
      new NeuralNetworkClassifier().setMaxIter(3).setBatchSize(64).setShards(2);
  private final MulticlassClassificationEvaluator evaluator =
      new MulticlassClassificationEvaluator().setMetricName("accuracy");

  private ParamMap[] grid() {
    return new ParamGridBuilder()
        .addGrid(classifier.stepSize(), new double[] {1e-6, 0.05})
        .addGrid(
            classifier.hiddenLayers(),
            scala.jdk.javaapi.CollectionConverters.asScala(
                java.util.List.of(new int[] {4}, new int[] {8})))
        .build();
  }

  @Test
  void crossValidationChoosesAmongTwoByTwoParams(@TempDir Path folder) throws java.io.IOException {
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(classifier)
            .setEvaluator(evaluator)
            .setEstimatorParamMaps(grid())
            .setNumFolds(2)
            .setParallelism(2)
            .fit(Points.in(SPARK.get(), 2));
    assertEquals(4, model.avgMetrics().length);
    NeuralNetworkClassificationModel best = (NeuralNetworkClassificationModel) model.bestModel();
    assertEquals(0.05, best.getStepSize());
    assertTrue(evaluator.evaluate(model.transform(Points.in(SPARK.get(), 2))) > 0.9);
    String path = folder.resolve("cv").toString();
    model.write().save(path);
    assertTrue(
        evaluator.evaluate(CrossValidatorModel.load(path).transform(Points.in(SPARK.get(), 2)))
            > 0.9);
  }

  @Test
  void oneSplitChoosesToo() {
    TrainValidationSplitModel model =
        new TrainValidationSplit()
            .setEstimator(classifier)
            .setEvaluator(evaluator)
            .setEstimatorParamMaps(grid())
            .setSeed(4)
            .fit(Points.in(SPARK.get(), 2));
    assertEquals(0.05, ((NeuralNetworkClassificationModel) model.bestModel()).getStepSize());
  }
}
