package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.fixture.Houses;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.optimizer.Adam;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.scoring.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Prices of houses, which a network learns as they are, standardised, or standardised by hand. */
final class LabelScaleTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final Houses HOUSES = Houses.of(1, 2560);
  private static final Houses OTHERS = Houses.of(2, 500);

  private static Run plain;
  private static Run scaled;
  private static Run byHand;

  /** A trained model, and what its training told. */
  private record Run(TrainedModel model, List<TrainingEvent> events) {
    static Run of(ScaleMode mode, Houses houses, Houses others, int partitions) {
      List<TrainingEvent> events = new ArrayList<>();
      TrainedModel model =
          Trainer.on(SPARK.context())
              .data(
                  TrainingData.of(
                      new VectorSource(houses.rdd(SPARK.context(), partitions)),
                      new VectorSource(others.rdd(SPARK.context(), partitions))))
              .labelScale(mode)
              .network(new Dense(64), new Relu(), new Dense(64), new Relu(), new Dense(1))
              .loss(new SquaredError())
              .optimizer(new Adam(0.001))
              .epochs(8)
              .batchSize(128)
              .listener(events::add)
              .build()
              .train();
      return new Run(model, events);
    }

    List<String> warnings() {
      return ((TrainingEvent.Started) events.get(0)).plan().warnings();
    }

    TrainingEvent.EpochCompleted lastEpoch() {
      return (TrainingEvent.EpochCompleted) events.get(events.size() - 2);
    }

    double measured(String name) {
      return lastEpoch().validation().orElseThrow().getOrDefault(name, Double.NaN);
    }
  }

  @BeforeAll
  static void train() {
    plain = Run.of(ScaleMode.NONE, HOUSES, OTHERS, 2);
    scaled = Run.of(ScaleMode.STANDARDIZE, HOUSES, OTHERS, 2);
    TargetScale scale = scaled.model().preprocessing().targets();
    byHand = Run.of(ScaleMode.NONE, standardized(HOUSES, scale), standardized(OTHERS, scale), 3);
  }

  private static Houses standardized(Houses houses, TargetScale scale) {
    float[] prices = houses.prices().clone();
    for (int i = 0; i < prices.length; i++) {
      prices[i] = (float) ((prices[i] - (double) scale.shift()[0]) * scale.factor()[0]);
    }
    return houses.at(prices);
  }

  @Test
  void standardisedPricesAreLearntWellAndPricesAsTheyAreAreNot() {
    assertTrue(scaled.measured("r2") > 0.6, "scaled: r2 " + scaled.measured("r2"));
    assertTrue(plain.measured("r2") < 0, "as they are: r2 " + plain.measured("r2"));
  }

  @Test
  void theScaleIsMeanAndDeviationOfTheTrainingRows() {
    double mean = 0;
    for (float price : HOUSES.prices()) {
      mean += price / (double) HOUSES.prices().length;
    }
    double squares = 0;
    for (float price : HOUSES.prices()) {
      squares += (price - mean) * (price - mean);
    }
    TargetScale scale = scaled.model().preprocessing().targets();
    assertEquals((float) mean, scale.shift()[0]);
    assertEquals(
        (float) (1 / Math.sqrt(squares / (HOUSES.prices().length - 1))), scale.factor()[0]);
  }

  @Test
  void theParametersAreThoseOfPricesStandardisedByHandToTheBit() {
    assertArrayEquals(byHand.model().parameters(), scaled.model().parameters());
    assertEquals(byHand.lastEpoch().trainLoss(), scaled.lastEpoch().trainLoss());
    assertEquals(byHand.measured("loss"), scaled.measured("loss"));
  }

  /** The file of weights has the scale, too. */
  @Test
  void theSha256IsThatOfTheModelByHandOnceThatHasTheScale() {
    TrainedModel hand = byHand.model();
    assertNotEquals(hand.sha256(), scaled.model().sha256());
    TargetScale scale = scaled.model().preprocessing().targets();
    assertEquals(
        new TrainedModel(
                hand.spec(),
                hand.preprocessing().withTargets(scale),
                hand.labels(),
                hand.parameters(),
                hand.provenance())
            .sha256(),
        scaled.model().sha256());
  }

  @Test
  void metricsAreThoseOfPredictionsInTheUnitsOfTheData() {
    List<Prediction> predictions = score(scaled.model());
    double mae = 0;
    for (int row = 0; row < predictions.size(); row++) {
      double error = (double) predictions.get(row).outputs()[0] - OTHERS.prices()[row];
      mae += Math.abs(error) / predictions.size();
    }
    assertEquals(mae, scaled.measured("mae"), 1e-7 * mae); // products of other shapes round apart
    assertTrue(mae > 1000, "mae " + mae);
  }

  @Test
  void evaluatingMeasuresWhatValidationDid() {
    assertEquals(
        scaled.measured("r2"), evaluate(scaled.model()).getOrDefault("r2", Double.NaN), 1e-7);
    assertEquals(
        scaled.measured("loss"), evaluate(scaled.model()).getOrDefault("loss", Double.NaN), 1e-7);
  }

  @Test
  void aLoadedModelPredictsTheSame(@TempDir Path folder) throws IOException {
    ModelFiles.save(scaled.model(), new Configuration(), folder.toString());
    TrainedModel loaded = ModelFiles.load(new Configuration(), folder.toString());
    assertEquals(scaled.model().sha256(), loaded.sha256());
    assertEquals(evaluate(scaled.model()), evaluate(loaded));
    assertEquals(score(scaled.model()).get(7).outputs()[0], score(loaded).get(7).outputs()[0]);
  }

  @Test
  void aLabelScaleThatDoesNotFitTheLossIsRefusedInAManifest(@TempDir Path folder)
      throws IOException {
    ModelFiles.save(scaled.model(), new Configuration(), folder.toString());
    Path manifest = folder.resolve(ModelFiles.MANIFEST);
    Files.writeString(
        manifest, Files.readString(manifest).replace("squared_error", "binary_cross_entropy"));
    String message =
        String.valueOf(
            assertThrows(
                    InvalidInputException.class,
                    () -> ModelFiles.load(new Configuration(), folder.toString()))
                .getMessage());
    assertTrue(
        message.endsWith(
            "label_scale: found 'standardize', expected none unless the loss is one of regression"),
        message);
  }

  @Test
  void pricesThatAreNotScaledAreToldAtTheStart() {
    assertEquals(1, plain.warnings().size());
    assertTrue(
        plain.warnings().get(0).startsWith("labels are far from 1 in size: 'label' (mean "),
        plain.warnings().get(0));
    assertEquals(List.of(), scaled.warnings());
    assertEquals(List.of(), byHand.warnings());
  }

  @Test
  void labelsOfAClassificationAreNotScaled() {
    TrainerBuilder classes = TinyTraining.on(SPARK.context(), 2).labelScale(ScaleMode.STANDARDIZE);
    assertEquals(
        "data.label_scale: found 'standardize' with the loss softmax_cross_entropy, expected a loss"
            + " of regression, such as squared_error",
        assertThrows(InvalidInputException.class, () -> classes.build().train()).getMessage());
    assertEquals(
        "The scale of labels must be for numbers, got unit",
        assertThrows(
                IllegalArgumentException.class, () -> classes.labelScale(ScaleMode.UNIT).build())
            .getMessage());
  }

  @Test
  void eachOfSeveralLabelsIsScaledByItselfWhateverRowsCount(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("two.csv");
    Files.write(
        file, List.of("x,near,far,count", "0,1,3000,1", "1,2,1000,9", "2,3,2000,2", "3,5,5000,5"));
    TrainedModel model =
        Trainer.on(SPARK.context())
            .data(new CsvSource(file.toString()).labelled("near", "far").weighted("count"))
            .labelScale(ScaleMode.MIN_MAX)
            .network(new Dense(2))
            .loss(new SquaredError())
            .epochs(1)
            .batchSize(4)
            .build()
            .train();
    TargetScale scale = model.preprocessing().targets();
    assertArrayEquals(new float[] {1, 1000}, scale.shift());
    assertArrayEquals(new float[] {1 / 4f, 1 / 4000f}, scale.factor());
  }

  private static Map<String, Double> evaluate(TrainedModel model) {
    VectorSource rows = new VectorSource(OTHERS.rdd(SPARK.context(), 2));
    return ModelEvaluation.evaluate(SPARK.context(), model, rows).values();
  }

  private static List<Prediction> score(TrainedModel model) {
    try (Scorer scorer = new Scorer(SPARK.context(), model)) {
      return scorer.score(SPARK.context().parallelize(OTHERS.rows(), 2)).collect();
    }
  }
}
