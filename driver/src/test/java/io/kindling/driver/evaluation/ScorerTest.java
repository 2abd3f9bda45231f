package io.kindling.driver.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.Goldens;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyModel;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import io.kindling.predictor.scoring.Prediction;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions on the cluster against a forward pass in this thread. */
final class ScorerTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final TinyData ROWS = new TinyData(4, 600, 4, 3);
  private static final TrainedModel MODEL =
      TinyModel.of(
          2,
          new Scaling(
              ScaleMode.STANDARDIZE, new float[] {1, -1, 0, 0.5f}, new float[] {2, 1, 0.5f, 1}));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void theProbabilitiesAreThoseOfAForwardPass(int partitions) {
    List<Prediction> predictions = score(MODEL, ROWS, partitions);
    assertEquals(ROWS.rows(), predictions.size());
    for (int row = 0; row < ROWS.rows(); row++) {
      Goldens.assertClose(
          "row " + row,
          softmax(logits(MODEL, ROWS.features(row))),
          predictions.get(row).outputs(),
          1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void thePredictedClassIsTheMostProbableOne(int partitions) {
    for (Prediction prediction : score(MODEL, ROWS, partitions)) {
      float[] probabilities = prediction.outputs();
      for (float probability : probabilities) {
        assertTrue(probability <= probabilities[prediction.predictedClass()]);
      }
    }
  }

  @Test
  void oneOutputIsTheProbabilityOfClassOne() {
    ModelSpec spec =
        new ModelSpec(Shape.vector(4), NetworkSpec.of(new Dense(1)), new BinaryCrossEntropy());
    TrainedModel binary =
        new TrainedModel(
            spec,
            Preprocessing.of(Scaling.none(4)),
            Labels.UNKNOWN,
            spec.compile().parameters().initialParameters(1),
            new Provenance(Map.of()));
    List<Prediction> predictions = score(binary, ROWS, 2);
    for (int row = 0; row < ROWS.rows(); row++) {
      double logit = logits(binary, ROWS.features(row))[0];
      double probability = 1 / (1 + Math.exp(-logit));
      assertEquals(probability, predictions.get(row).outputs()[0], 1e-6);
      assertEquals(logit > 0 ? 1 : 0, predictions.get(row).predictedClass());
    }
  }

  @Test
  void aRowWhoseOutputsAreNotNumbersHasNoClass() {
    TrainedModel zeros =
        new TrainedModel(
            MODEL.spec(),
            Preprocessing.of(Scaling.none(4)),
            Labels.UNKNOWN,
            new float[MODEL.parameters().length],
            new Provenance(Map.of()));
    float[] infinite = {Float.POSITIVE_INFINITY, 0, 0, 0};
    try (Scorer scorer = new Scorer(SPARK.context(), zeros)) {
      JavaRDD<float[]> rows = SPARK.context().parallelize(List.of(infinite, new float[4]));
      List<Prediction> predictions = scorer.score(rows).collect();
      assertEquals(Loss.UNDECIDED, predictions.get(0).predictedClass());
      assertEquals(0, predictions.get(1).predictedClass());
    }
  }

  @Test
  void emptyPartitionsGiveNoPredictions() {
    assertEquals(3, score(MODEL, new TinyData(1, 3, 4, 3), 8).size());
  }

  @Test
  void theContextStaysOpen() {
    score(MODEL, ROWS, 2);
    assertEquals(2, SPARK.context().parallelize(List.of(1, 2)).count());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void aRowWithAnotherNumberOfFeaturesIsRefused(int features) {
    TinyData wrong = new TinyData(1, 2, features, 3);
    Exception thrown = assertThrows(Exception.class, () -> score(MODEL, wrong, 1));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains("A row must have 4 features, got " + features), message);
  }

  private static List<Prediction> score(TrainedModel model, TinyData rows, int partitions) {
    JavaSparkContext context = SPARK.context();
    JavaRDD<float[]> features = rows.unlabelled(context, partitions);
    try (Scorer scorer = new Scorer(context, model)) {
      return scorer.score(features).collect();
    }
  }

  private static double[] logits(TrainedModel model, float[] features) {
    Network network = model.spec().compile();
    Workspace workspace = Workspace.forEvaluation(network, 1);
    System.arraycopy(features, 0, workspace.input(), 0, features.length);
    model.preprocessing().scaling().apply(workspace.input(), 0);
    network.forward(Pass.evaluation(1, model.parameters()), workspace);
    double[] logits = new double[network.outputs()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = workspace.logits()[i];
    }
    return logits;
  }

  private static double[] softmax(double[] logits) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    double[] probabilities = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i]) / sum;
    }
    return probabilities;
  }
}
