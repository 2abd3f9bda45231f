package io.kindling.tests.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.kinds.Focal;
import com.example.kinds.Gain;
import com.example.kinds.InverseSquareRoot;
import com.example.kinds.Lion;
import com.example.kinds.LogCosh;
import com.example.kinds.Rings;
import com.example.kinds.Softsign;
import com.example.kinds.Within;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.EarlyStopping;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.ml.NetworkTrainingSummary;
import io.kindling.ml.NeuralNetworkClassificationModel;
import io.kindling.ml.NeuralNetworkRegressionModel;
import io.kindling.ml.NeuralNetworkRegressor;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** An optimizer, a loss, a metric, layers and a schedule from another package. */
class OwnKindsTest {
  private static final double FIRST_RATE = 0.01;
  private static final int STEPS_AN_EPOCH = 15;

  @TempDir private static Path folder;

  @Test
  void areTrainedWithSavedLoadedByTheirClassesAndPredictedWith() throws IOException {
    String place = folder.resolve("model").toString();
    try (JavaSparkContext spark = Contexts.start("local[2]")) {
      List<TrainingEvent.EpochCompleted> epochs = new ArrayList<>();
      TrainedModel trained = trainer(spark, epochs).build().train();
      ModelFiles.save(trained, spark.hadoopConfiguration(), place);
      TrainedModel loaded = ModelFiles.load(spark.hadoopConfiguration(), place);

      assertEquals(trained.spec(), loaded.spec());
      assertEquals(trained.sha256(), loaded.sha256());
      assertArrayEquals(predictions(spark, trained), predictions(spark, loaded));
      assertEquals(predicted(1.5), predictions(spark, loaded)[0], 0.15);
      assertTrue(within(epochs.get(epochs.size() - 1)) > 0.8, epochs.toString());
      assertTheRateMoves(epochs);
    }
    String manifest = Files.readString(Path.of(place, ModelFiles.MANIFEST));
    for (Class<?> kind :
        List.of(Softsign.class, Gain.class, LogCosh.class, Lion.class, InverseSquareRoot.class)) {
      assertTrue(manifest.contains("\"" + kind.getName() + "\""), manifest);
    }
  }

  @Test
  void shardsTakeLocalStepsWithTheOptimizer() {
    try (JavaSparkContext spark = Contexts.start("local[2]")) {
      List<TrainingEvent.EpochCompleted> epochs = new ArrayList<>();
      trainer(spark, epochs).sync(new LocalSteps(5)).build().train();
      assertTrue(within(epochs.get(epochs.size() - 1)) > 0.8, epochs.toString());
    }
  }

  /** All of them in params, and as objects in Java: the same training to the bit. */
  @Test
  void anEstimatorTakesEachByTheNameOfItsClass() {
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      SparkSession spark = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
      Dataset<Row> rows =
          spark
              .range(600)
              .selectExpr("id", "0.01D * (id - 300) AS x", "sin(0.01D * (id - 300)) AS label")
              .selectExpr("*", "id % 5 = 0 AS held");
      NeuralNetworkRegressionModel fitted =
          new NeuralNetworkRegressor()
              .setFeaturesCols(new String[] {"x"})
              .setIdCol("id")
              .setValidationIndicatorCol("held")
              .setNetwork(
                  "[dense: {units: 16}, com.example.kinds.Softsign,"
                      + " com.example.kinds.Gain: {initial: 2}, dense: {units: 1}]")
              .setLoss("com.example.kinds.LogCosh")
              .setMetrics(new String[] {"com.example.kinds.Within: {limit: 0.2}"})
              .setOptimizer(
                  "com.example.kinds.Lion: {learning_rate: {com.example.kinds.InverseSquareRoot:"
                      + " {initial: 0.01, steps: 20}}}")
              .setMaxIter(3)
              .setBatchSize(32)
              .setShards(2)
              .fit(rows);
      Dataset<Row> columns = rows.select("x", "label", "id", "held");
      TrainedModel trained =
          Trainer.on(spark)
              .data(
                  TrainingData.of(
                      numbered(columns.where("not held")), numbered(columns.where("held"))))
              .network(new Dense(16), new Softsign(), new Gain(2), new Dense(1))
              .loss(new LogCosh())
              .metrics(new Within(0.2))
              .optimizer(new Lion(new InverseSquareRoot(FIRST_RATE, 20), 0.9, 0.99))
              .earlyStopping(new EarlyStopping("loss", Optional.empty(), 0, true))
              .epochs(3)
              .batchSize(32)
              .shards(2)
              .build()
              .train();
      assertEquals(trained.sha256(), fitted.trainedModel().sha256());
      NetworkTrainingSummary.Epoch last = fitted.summary().epochs().get(2);
      assertTrue(last.validation().containsKey("within"), last.toString());
      assertEquals(
          new InverseSquareRoot(FIRST_RATE, 20).rate(last.steps() - 1, List.of()),
          last.learningRate());
    }
  }

  private static RowSource numbered(Dataset<Row> rows) {
    return FrameSource.of(rows.drop("held")).orderedBy("id").labelled("label");
  }

  @Tag("matrix")
  @Test
  void aClassifierTakesThemByTheirClassesAndItsModelIsReadByThem() throws IOException {
    String place = folder.resolve("rings").toString();
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      SparkSession spark = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
      Dataset<Row> rows = Rings.points(spark);
      NeuralNetworkClassificationModel fitted = Rings.fit(rows);
      Dataset<Row> right = fitted.transform(rows).where("prediction = label");
      assertTrue(right.count() > 380, () -> right.count() + " of 400 points");
      fitted.write().save(place);
      NeuralNetworkClassificationModel loaded = NeuralNetworkClassificationModel.load(place);
      assertEquals(right.count(), loaded.transform(rows).where("prediction = label").count());
      Path manifest = Path.of(place, "network", ModelFiles.MANIFEST);
      Files.writeString(manifest, Files.readString(manifest).replace(".Gain", ".Gone"));
      String message =
          String.valueOf(
              assertThrows(
                      InvalidInputException.class,
                      () -> NeuralNetworkClassificationModel.load(place))
                  .getMessage());
      assertTrue(
          message.endsWith(
              ": found unknown layer 'com.example.kinds.Gone', expected a class of a jar that is"
                  + " given to Spark by --jars"),
          message);
    }
  }

  /** Rows of logits, their classes and weights; each derivative is half the change of the loss. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 2})
  void theFocalLossHasTheGradientOfItsDifferences(double gamma) {
    Focal loss = new Focal(gamma);
    float[] logits = {0.5f, -1, 2, 0.25f, 0.5f, -0.125f};
    float[] targets = {0, 2};
    float[] weights = {1, 3};
    float[] gradient = new float[6];
    VectorMath math = new VectorMath();
    double value = loss.evaluate(math, 2, 3, logits, targets, weights, gradient);
    if (gamma == 0) {
      assertEquals(
          new SoftmaxCrossEntropy().evaluate(math, 2, 3, logits, targets, weights, null),
          value,
          1e-9);
    }
    for (int i = 0; i < logits.length; i++) {
      float[] more = logits.clone();
      float[] less = logits.clone();
      more[i] += 1f / 128;
      less[i] -= 1f / 128;
      double change =
          loss.evaluate(math, 2, 3, more, targets, weights, null)
              - loss.evaluate(math, 2, 3, less, targets, weights, null);
      assertEquals(change * 64, gradient[i], 1e-4);
    }
  }

  private static void assertTheRateMoves(List<TrainingEvent.EpochCompleted> epochs) {
    InverseSquareRoot schedule = new InverseSquareRoot(FIRST_RATE, 50);
    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      long lastStep = (epoch + 1L) * STEPS_AN_EPOCH - 1;
      assertEquals(schedule.rate(lastStep, List.of()), epochs.get(epoch).learningRate(), 0);
    }
  }

  private static TrainerBuilder trainer(
      JavaSparkContext spark, List<TrainingEvent.EpochCompleted> epochs) {
    return Trainer.on(spark)
        .data(rows(spark), 0.2)
        .network(new Dense(16), new Softsign(), new Gain(1), new Dense(1))
        .loss(new LogCosh())
        .metrics(new Within(0.1))
        .optimizer(new Lion(new InverseSquareRoot(FIRST_RATE, 50), 0.9, 0.99))
        .epochs(25)
        .batchSize(32)
        .shards(2)
        .listener(
            event -> {
              if (event instanceof TrainingEvent.EpochCompleted completed) {
                epochs.add(completed);
              }
            });
  }

  private static JavaPairRDD<Double, Vector> rows(JavaSparkContext spark) {
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      double x = -3 + 6.0 * i / 600;
      rows.add(new Tuple2<>(predicted(x), Vectors.dense(x, 1)));
    }
    return spark.parallelizePairs(rows, 3);
  }

  private static double predicted(double x) {
    return Math.sin(x);
  }

  private static float[] predictions(JavaSparkContext spark, TrainedModel model) {
    try (Scorer scorer = new Scorer(spark, model)) {
      return scorer.score(spark.parallelize(List.of(new float[] {1.5f, 1f}), 1)).first().outputs();
    }
  }

  private static double within(TrainingEvent.EpochCompleted epoch) {
    return epoch.validation().orElseThrow().getOrDefault("within", 0.0);
  }
}
