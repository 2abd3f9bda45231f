package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.exploration.Comparison;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Slice;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkNode;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** A number that is none of an embedding's categories is told with its row before it is used. */
final class CategoryNumbersTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int CATEGORIES = 5;
  private static final String EXPECTED =
      " in column 'user', expected a whole number from 0 to 4 for an embedding of 5 categories";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"5", "-1", "1.5"})
  void aRowToTrainOnIsNamed(String number) throws IOException {
    CsvSource rows = rows("rows", 7, number);
    assertEquals(
        "%s:9: found %s%s".formatted(rows.path(), number, EXPECTED),
        refusal(TrainingData.of(rows.labelled("kind")), MissingMode.ERROR));
  }

  @Test
  void aRowToValidateOnIsNamed() throws IOException {
    CsvSource held = rows("held", 3, "9");
    TrainingData data =
        TrainingData.of(rows("rows", 0, "4").labelled("kind"), held.labelled("kind"));
    assertEquals(
        "%s:5: found 9%s".formatted(held.path(), EXPECTED), refusal(data, MissingMode.ERROR));
  }

  @Test
  void aRowToMeasureOrToScoreIsNamed() throws IOException {
    TrainedModel model =
        training(TrainingData.of(rows("rows", 0, "4").labelled("kind")), MissingMode.ERROR)
            .build()
            .train();
    CsvSource others = rows("others", 2, "5");
    String expected = "%s:4: found 5%s".formatted(others.path(), EXPECTED);
    assertEquals(
        expected,
        message(() -> ModelEvaluation.evaluate(SPARK.context(), model, others.labelled("kind"))));
    assertEquals(
        expected, message(() -> ModelEvaluation.open(SPARK.context(), model, others, Use.SCORED)));
  }

  @Test
  void aNumberThatIsMissingIsNoneUnlessItIsZero() throws IOException {
    CsvSource rows = rows("rows", 1, "");
    TrainingData data = TrainingData.of(rows.labelled("kind"));
    assertEquals(
        "%s:3: found no value%s; data.missing: zero takes 0 for those missing"
            .formatted(rows.path(), EXPECTED),
        refusal(data, MissingMode.MEAN));
    assertEquals(24, training(data, MissingMode.ZERO).build().plan().trainingRows());
  }

  @Test
  void scalesAndBucketsThatMakeOthersAreRefused() throws IOException {
    TrainingData data = TrainingData.of(rows("rows", 0, "4").labelled("kind"));
    assertEquals(
        "data.scale: found 'standardize', which would scale the numbers of categories in column"
            + " 'user', expected none, or the column as {hash: {buckets: …}}, which is not scaled",
        message(
            () -> training(data, MissingMode.ERROR).scale(ScaleMode.STANDARDIZE).build().train()));
    assertEquals(
        "data.columns.user: found 6 buckets for an embedding of 5 categories, expected at most as"
            + " many buckets as categories",
        message(() -> training(data.withColumns(hashed(6))).build().train()));
    assertEquals(
        24,
        training(data.withColumns(hashed(CATEGORIES)))
            .scale(ScaleMode.STANDARDIZE)
            .build()
            .plan()
            .trainingRows());
  }

  /** The column comes behind one that fills two inputs. */
  @Test
  void theColumnIsFoundBehindCategories() throws IOException {
    CsvSource rows = rows("rows", 7, "5");
    TrainingData data =
        TrainingData.of(rows.labelled("kind"))
            .withColumns(
                new FeatureColumns(Map.of("x", new OneHot()), MissingMode.ERROR)
                    .taking(List.of("x", "user")));
    assertEquals(
        "%s:9: found 5%s".formatted(rows.path(), EXPECTED),
        message(
            () ->
                Trainer.on(SPARK.context())
                    .data(data)
                    .network(network(2, CATEGORIES))
                    .loss(new SoftmaxCrossEntropy())
                    .epochs(1)
                    .build()
                    .train()));
  }

  @Test
  void everyNetworkOfAComparisonIsChecked() throws IOException {
    CsvSource rows = rows("rows", 7, "5");
    List<Trial> trials = new ArrayList<>();
    for (int categories : new int[] {6, CATEGORIES}) {
      TrainingSpec spec =
          TrainingSpec.builder(network(0, categories), new SoftmaxCrossEntropy())
              .optimizer(new Sgd(0.1))
              .epochs(1)
              .batchSize(8)
              .shards(2)
              .seed(3)
              .build();
      trials.add(new Trial("of " + categories, spec));
    }
    Comparison comparison =
        new Comparison(SPARK.context(), TrainingData.of(rows.labelled("kind")), false);
    assertEquals(
        "%s:9: found 5%s".formatted(rows.path(), EXPECTED),
        message(() -> comparison.run(trials, results -> {})));
  }

  @Test
  void aRowOfAnRddIsNamed() {
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      rows.add(new Tuple2<>((double) (i % 2), Vectors.dense(i == 9 ? 5 : i % 5, i)));
    }
    RowSource source =
        new VectorSource(JavaPairRDD.fromJavaRDD(SPARK.context().parallelize(rows, 2)));
    assertEquals(
        "the RDD of vectors, partition 0, row 9: found 5 in feature 0, expected a whole number"
            + " from 0 to 4 for an embedding of 5 categories",
        refusal(TrainingData.of(source), MissingMode.ERROR));
  }

  private static FeatureColumns hashed(int buckets) {
    Map<String, ColumnKind> kinds = Map.of("user", new Hash(buckets));
    return new FeatureColumns(kinds, MissingMode.ERROR);
  }

  private static String refusal(TrainingData data, MissingMode missing) {
    return message(() -> training(data, missing).build().train());
  }

  private static TrainerBuilder training(TrainingData data, MissingMode missing) {
    return training(data.withColumns(new FeatureColumns(Map.of(), missing)));
  }

  private static TrainerBuilder training(TrainingData data) {
    return Trainer.on(SPARK.context())
        .data(data)
        .network(network(0, CATEGORIES))
        .loss(new SoftmaxCrossEntropy())
        .epochs(1)
        .batchSize(8)
        .shards(2);
  }

  /** Takes the category from the input at a place. */
  private static NetworkSpec network(int place, int categories) {
    return NetworkSpec.graph(
        NetworkNode.chain(
            "user", "input", new Slice(place, place + 1), new Embedding(categories, 3)),
        NetworkNode.concat("head", List.of("user", "input"), new Dense(2)));
  }

  private static String message(org.junit.jupiter.api.function.Executable work) {
    return String.valueOf(assertThrows(InvalidInputException.class, work).getMessage());
  }

  /** Rows of a user, a number of two and a kind; one of them has another user. */
  private CsvSource rows(String name, int odd, String number) throws IOException {
    List<String> lines = new ArrayList<>(List.of("user,x,kind"));
    for (int i = 0; i < 24; i++) {
      lines.add("%s,%s,%s".formatted(i == odd ? number : i % CATEGORIES, i % 2, i % 2));
    }
    return new CsvSource(Files.write(folder.resolve(name + ".csv"), lines).toString());
  }
}
