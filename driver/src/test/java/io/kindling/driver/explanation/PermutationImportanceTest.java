package io.kindling.driver.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.metric.ConfusionMatrix;
import io.kindling.kernels.metric.Mae;
import io.kindling.kernels.metric.Mse;
import io.kindling.kernels.metric.R2;
import io.kindling.kernels.metric.RocAuc;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.row.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** How much models go by columns, of which it is known how much they do. */
final class PermutationImportanceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int ROWS = 1500;

  /** 3 x0 + x1 + 5 x3, where x3 is 7 in every row, and x2 is not looked at. */
  private static final float[] WEIGHTS = {3, 1, 0, 5, 0};

  @Test
  void aColumnIsAsImportantAsItsShareOfTheVariance() {
    Importances found = measure(numbers(WEIGHTS), rows(1));
    assertEquals("r2", found.metric());
    assertEquals(1, found.baseline());
    assertEquals(List.of("x0", "x1", "x2", "x3"), names(found));
    // Of independent columns, the squared error becomes twice what the column explains.
    assertEquals(2 * 0.9, found.columns().get(0).mean(), 0.1);
    assertEquals(2 * 0.1, found.columns().get(1).mean(), 0.02);
  }

  @Test
  void whatIsNotLookedAtOrNeverDiffersIsNotImportantAtAll() {
    Importances found = measure(numbers(WEIGHTS), rows(1));
    assertEquals(List.of(0.0, 0.0, 0.0, 0.0, 0.0), found.columns().get(2).repeats());
    assertEquals(List.of(0.0, 0.0, 0.0, 0.0, 0.0), found.columns().get(3).repeats());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void partitionsDoNotMatter(int partitions) {
    assertEquals(measure(numbers(WEIGHTS), rows(1)), measure(numbers(WEIGHTS), rows(partitions)));
  }

  @Test
  void everyValueGoesToOneRow() {
    TrainedModel model = numbers(new float[] {1, 0, 0, 0, 0});
    List<Tuple2<Double, float[]>> zeros =
        data().stream().map(row -> new Tuple2<>(0.0, row._2())).toList();
    ColumnImportance found =
        new PermutationImportance(model)
            .metric(new Mse())
            .byPosition(true)
            .measure(SPARK.context(), source(zeros, 2))
            .columns()
            .get(0);
    assertEquals(0, found.mean());
    assertEquals(0, found.standardDeviation());
  }

  @Test
  void aVectorIsOneColumnUnlessItsPositionsAreAskedFor() {
    Importances found =
        new PermutationImportance(numbers(WEIGHTS)).measure(SPARK.context(), rows(1));
    assertEquals(List.of("all 4 values"), names(found));
    assertEquals(2, found.columns().get(0).mean(), 0.1);
  }

  @Test
  void scaledTargetsAreMeasuredInTheUnitsOfTheData() {
    TargetScale scale =
        new TargetScale(ScaleMode.STANDARDIZE, new float[] {8}, new float[] {0.25f});
    TrainedModel plain = numbers(WEIGHTS);
    TrainedModel scaled =
        new TrainedModel(
            plain.spec(),
            plain.preprocessing().withTargets(scale),
            plain.labels(),
            new float[] {0.75f, 0.25f, 0, 1.25f, -2},
            plain.provenance());
    for (boolean byPosition : new boolean[] {true, false}) {
      assertEquals(
          new PermutationImportance(plain)
              .metric(new Mae())
              .byPosition(byPosition)
              .measure(SPARK.context(), rows(1)),
          new PermutationImportance(scaled)
              .metric(new Mae())
              .byPosition(byPosition)
              .measure(SPARK.context(), rows(1)));
    }
  }

  @Test
  void errorsThatRiseMakeAColumnImportantAsScoresThatFall() {
    PermutationImportance importance = new PermutationImportance(numbers(WEIGHTS)).byPosition(true);
    Importances mae = importance.metric(new Mae()).measure(SPARK.context(), rows(1));
    Importances loss = importance.loss().measure(SPARK.context(), rows(1));
    assertEquals(List.of(0.0, 0.0), List.of(mae.baseline(), loss.baseline()));
    assertTrue(mae.columns().get(0).mean() > mae.columns().get(1).mean());
    assertTrue(mae.columns().get(1).mean() > 1);
    assertTrue(loss.columns().get(0).mean() > loss.columns().get(1).mean());
    assertEquals("loss", loss.metric());
  }

  @Test
  void withoutPermutationTheValueIsThatOfAnEvaluation() {
    TrainedModel model = numbers(new float[] {2, 1.3f, 0.1f, 5, 0.7f});
    Map<String, Double> expected =
        ModelEvaluation.evaluate(SPARK.context(), model, rows(3), List.of(new R2())).values();
    assertEquals(expected.get("r2"), measure(model, rows(2)).baseline());
  }

  @Test
  void moreRepeatsBeginWithThoseOfFewerHoweverManyPassesTheyTake() {
    TrainedModel model = model(4, new BinaryCrossEntropy(), new float[] {1, 0.5f, 0, 0, 0}, 1);
    List<Tuple2<Double, float[]>> classes =
        data().stream().map(row -> new Tuple2<>(row._2()[0] > 0 ? 1.0 : 0.0, row._2())).toList();
    PermutationImportance importance =
        new PermutationImportance(model).byPosition(true).metric(new RocAuc());
    Importances few = importance.repeats(3).measure(SPARK.context(), source(classes, 2));
    Importances many = importance.repeats(9).measure(SPARK.context(), source(classes, 2));
    for (int i = 0; i < 4; i++) {
      assertEquals(
          few.columns().get(i).repeats(), many.columns().get(i).repeats().subList(0, 3), "x" + i);
    }
    assertTrue(many.columns().get(0).mean() > 0.2);
  }

  @Test
  void aSampleIsSaidToBeOneAndFollowsFromTheSeed() {
    PermutationImportance importance =
        new PermutationImportance(numbers(new float[] {2, 1, 0, 5, 0})).byPosition(true).rows(200);
    Importances found = importance.measure(SPARK.context(), rows(1));
    assertEquals(List.of(200L, (long) ROWS), List.of(found.rows(), found.allRows()));
    assertEquals(found, importance.measure(SPARK.context(), rows(8)));
    assertNotEquals(
        found.baseline(), importance.seed(1).measure(SPARK.context(), rows(1)).baseline());
  }

  @Test
  void aColumnOfWordsIsOneWhateverInputsItFills() {
    List<String> words = IntStream.range(10, 30).mapToObj(i -> "word" + i).toList();
    List<Column> columns =
        List.of(new Column("noise", new Numeric()), new Column("word", new OneHot(), words));
    float[] theta = new float[21 * 2 + 2];
    for (int word = 0; word < words.size(); word++) {
      theta[(word % 2) * 21 + 1 + word] = 4;
    }
    TrainedModel model =
        new TrainedModel(
            spec(21, new SoftmaxCrossEntropy(), 2),
            new Preprocessing(columns, MissingMode.ERROR, new float[0], Scaling.none(2)),
            new Labels(List.of("kind"), List.of("even", "odd")),
            theta,
            new Provenance(Map.of()));
    List<Row> rows = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < ROWS; i++) {
      int word = random.nextInt(words.size());
      rows.add(
          RowFactory.create(
              words.get(word), random.nextGaussian(), word % 2 == 0 ? "even" : "odd"));
    }
    StructType schema =
        new StructType().add("word", "string").add("noise", "double").add("kind", "string");
    Importances found =
        new PermutationImportance(model)
            .measure(
                SPARK.context(),
                FrameSource.of(session().createDataFrame(rows, schema)).labelled("kind"));
    assertEquals(1, found.baseline());
    assertEquals(
        List.of("word", "noise"), found.ranked().stream().map(ColumnImportance::column).toList());
    assertEquals(0.5, found.ranked().get(0).mean(), 0.05);
    assertEquals(0, found.ranked().get(1).mean());
  }

  @Test
  void severalLabelsAreMeasuredTogether() {
    TrainedModel model =
        new TrainedModel(
            spec(2, new SigmoidCrossEntropy(), 2),
            new Preprocessing(
                List.of(new Column("x", new Numeric()), new Column("y", new Numeric())),
                MissingMode.ERROR,
                new float[0],
                Scaling.none(2)),
            new Labels(List.of("right", "high"), List.of()),
            new float[] {1, 0, 0, 1, 0, 0},
            new Provenance(Map.of()));
    List<Row> rows = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < ROWS; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      rows.add(RowFactory.create(x, y, x > 0 ? 1 : 0, y > 0 ? 1 : 0));
    }
    StructType schema =
        new StructType()
            .add("x", "double")
            .add("y", "double")
            .add("right", "int")
            .add("high", "int");
    Importances found =
        new PermutationImportance(model)
            .measure(SPARK.context(), FrameSource.of(session().createDataFrame(rows, schema)));
    assertEquals(1, found.baseline());
    for (ColumnImportance column : found.columns()) {
      assertEquals(0.25, column.mean(), 0.03, column.column());
    }
  }

  @Test
  void aMetricThatIsNoSingleValueIsRefused() {
    PermutationImportance importance =
        new PermutationImportance(model(4, new SoftmaxCrossEntropy(), new float[10], 2));
    assertEquals(
        "metrics: found confusion_matrix, which is no single value, expected a metric that is one",
        assertThrows(InvalidInputException.class, () -> importance.metric(new ConfusionMatrix()))
            .getMessage());
  }

  private static SparkSession session() {
    return SparkSession.builder().sparkContext(SPARK.context().sc()).getOrCreate();
  }

  private static List<String> names(Importances importances) {
    return importances.columns().stream().map(ColumnImportance::column).toList();
  }

  private static Importances measure(TrainedModel model, RowSource source) {
    return new PermutationImportance(model).byPosition(true).measure(SPARK.context(), source);
  }

  private static TrainedModel numbers(float[] theta) {
    return model(4, new SquaredError(), theta, 1);
  }

  private static TrainedModel model(int features, Loss loss, float[] theta, int outputs) {
    return new TrainedModel(
        spec(features, loss, outputs),
        Preprocessing.of(Scaling.none(features)),
        Labels.UNKNOWN,
        theta,
        new Provenance(Map.of()));
  }

  private static ModelSpec spec(int inputs, Loss loss, int outputs) {
    return new ModelSpec(Shape.vector(inputs), NetworkSpec.of(new Dense(outputs)), loss);
  }

  /** Whole numbers, so that every sum is exact; the targets are those of {@link #WEIGHTS}. */
  private static List<Tuple2<Double, float[]>> data() {
    Random random = new Random(1);
    List<Tuple2<Double, float[]>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      float[] row = {random.nextInt(21) - 10, random.nextInt(21) - 10, random.nextInt(9), 7};
      rows.add(new Tuple2<>(3.0 * row[0] + row[1] + 5 * row[3], row));
    }
    return rows;
  }

  private static RowSource rows(int partitions) {
    return source(data(), partitions);
  }

  private static RowSource source(List<Tuple2<Double, float[]>> rows, int partitions) {
    return new VectorSource(
        SPARK
            .context()
            .parallelizePairs(
                rows.stream()
                    .map(
                        row ->
                            new Tuple2<>(
                                row._1(),
                                Vectors.dense(
                                    IntStream.range(0, row._2().length)
                                        .mapToDouble(i -> row._2()[i])
                                        .toArray())))
                    .toList(),
                partitions));
  }
}
