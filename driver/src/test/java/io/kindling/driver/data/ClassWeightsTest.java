package io.kindling.driver.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.metric.Recall;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.Tuple2;

final class ClassWeightsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int ROWS = 2000;
  private static final int ONE_IN = 50;

  @Test
  void balancedWeightsRaiseTheRecallOfATwoPercentMinority() {
    double plain = recall(training().build().train());
    double balanced = recall(training().classWeights(ClassWeights.BALANCED).build().train());
    assertTrue(plain < 0.5 && balanced > 0.75, "plain " + plain + ", balanced " + balanced);
  }

  @Test
  void balancedWeightsAreTheGivenOnesOfTheSameSizes() {
    double minority = ROWS / (2.0 * (ROWS / ONE_IN));
    double majority = ROWS / (2.0 * (ROWS - ROWS / ONE_IN));
    ClassWeights given = ClassWeights.of(List.of(majority, minority));
    assertEquals(
        training().classWeights(ClassWeights.BALANCED).build().train().sha256(),
        training().classWeights(given).build().train().sha256());
  }

  @Test
  void thereMustBeAWeightForEachClass() {
    ClassWeights three = ClassWeights.of(List.of(1.0, 2.0, 3.0));
    assertRefused(
        "training.class_weights: found 3 weights, expected 2, one for each class",
        training().classWeights(three));
  }

  @Test
  void balancedWeightsNeedRowsOfEveryClass() {
    assertRefused(
        "training.class_weights: found no row of class 3, expected rows of every class for balanced"
            + " weights",
        TinyTraining.on(SPARK.context(), 2)
            .network(new Dense(4))
            .classWeights(ClassWeights.BALANCED));
  }

  @Test
  void aLossForValuesKnowsNoClasses() {
    assertRefused(
        "training.class_weights: found weights of classes with the loss squared_error, expected a loss for one"
            + " class a row, such as softmax_cross_entropy",
        training().loss(new SquaredError()).classWeights(ClassWeights.BALANCED));
  }

  @Test
  void noWeightsAreNotBalancedOnes() {
    assertEquals(
        "A class weight must be above 0, got none",
        assertThrows(IllegalArgumentException.class, () -> ClassWeights.of(List.of()))
            .getMessage());
  }

  @Test
  void weightsMayNotBeNegative() {
    Setting declared = Setting.of("training.class_weights", List.of(1, -0.5));
    assertEquals(
        "training.class_weights: A class weight must be at least 0, got -0.5",
        assertThrows(InvalidInputException.class, () -> ClassWeights.read(declared)).getMessage());
  }

  @Test
  void anotherWordThanBalancedIsRefused() {
    Setting declared = Setting.of("training.class_weights", "equal");
    assertEquals(
        "training.class_weights: found 'equal', expected 'balanced' or a list with a weight for each"
            + " class",
        assertThrows(InvalidInputException.class, () -> ClassWeights.read(declared)).getMessage());
  }

  private static void assertRefused(String message, TrainerBuilder training) {
    assertEquals(
        message,
        assertThrows(InvalidInputException.class, () -> training.build().train()).getMessage());
  }

  private static double recall(TrainedModel model) {
    return ModelEvaluation.evaluate(
            SPARK.context(), model, new VectorSource(rows(2)), List.of(new Recall()))
        .values()
        .getOrDefault("recall", Double.NaN);
  }

  private static TrainerBuilder training() {
    return Trainer.on(SPARK.context())
        .data(rows(1))
        .network(new Dense(1))
        .loss(new BinaryCrossEntropy())
        .optimizer(new Adam(0.05))
        .epochs(5)
        .batchSize(100)
        .shards(2);
  }

  /** Two overlapping clouds, one of 2 % of the rows. */
  private static JavaPairRDD<Double, Vector> rows(long seed) {
    Random random = new Random(seed);
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double kind = i % ONE_IN == 0 ? 1 : 0;
      double x = random.nextGaussian() + 2 * kind;
      double y = random.nextGaussian() + kind;
      rows.add(new Tuple2<>(kind, Vectors.dense(x, y)));
    }
    return SPARK.context().parallelizePairs(rows, 2);
  }
}
