package io.kindling.driver.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.ScoredFrames;
import io.kindling.driver.fixture.ScoredModels;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of DataFrames that a model cannot take, among others that it can. */
final class InvalidRowsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int ROWS = 300;
  private static final int BAD = 270; // in the second block of its partition
  private static final int WIDTH = 4;
  private static final List<StructField> ADDED =
      List.of(DataTypes.createStructField("first", DataTypes.DoubleType, false));
  private static final RowOutputs FIRST = (raw, outputs) -> new Object[] {outputs[0]};

  private static SparkSession session() {
    return ScoredFrames.session(SPARK.context());
  }

  /** What is in the bad row of a column of vectors or arrays, its type, and the error. */
  static Stream<Arguments> vectors() {
    DataType vector = SQLDataTypes.VectorType();
    DataType array = DataTypes.createArrayType(DataTypes.DoubleType);
    return Stream.of(
        Arguments.of(vector, null, "null in the column 'features', expected an array"),
        Arguments.of(array, null, "null in the column 'features', expected an array"),
        Arguments.of(
            vector,
            Vectors.dense(1, 2, 3),
            "3 values in the column 'features', expected 4, as the model takes"),
        Arguments.of(
            vector,
            Vectors.sparse(5, new int[] {1}, new double[] {1}),
            "5 values in the column 'features', expected 4, as the model takes"),
        Arguments.of(
            vector,
            Vectors.dense(1, 2, Double.NaN, 4),
            "NaN as feature 2 in column 'features', expected a finite number"),
        Arguments.of(
            vector,
            Vectors.sparse(4, new int[] {3}, new double[] {Double.NaN}),
            "NaN as feature 3 in column 'features', expected a finite number"),
        Arguments.of(
            vector,
            Vectors.dense(1, Double.NEGATIVE_INFINITY, 3, 4),
            "-Infinity in the column 'features', expected a number from -3.4e38 to 3.4e38"),
        Arguments.of(
            vector,
            Vectors.dense(1, 2, 3, 1e39),
            "1.0E39 in the column 'features', expected a number from -3.4e38 to 3.4e38"),
        Arguments.of(
            array,
            new Double[] {1.0, null, 3.0, 4.0},
            "null as value 1 of the column 'features', expected a number"),
        Arguments.of(
            DataTypes.BinaryType,
            new byte[] {1, 2, 3},
            "3 values in the column 'features', expected 4, as the model takes"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorsThatCannotBeTakenAreInvalid(DataType type, @Nullable Object bad, String error) {
    Object good =
        type.equals(DataTypes.BinaryType)
            ? new byte[] {1, 2, 3, 4}
            : type.equals(SQLDataTypes.VectorType())
                ? Vectors.dense(1, 2, 3, 4)
                : new Double[] {1.0, 2.0, 3.0, 4.0};
    Dataset<Row> frame =
        ScoredFrames.frame(
            session(),
            ScoredFrames.schema("features", type),
            ROWS,
            row -> new Object[] {row == BAD ? bad : good});
    assertInvalid(ScoredModels.ofNumbers(WIDTH), frame, List.of("features"), error);
  }

  /** A column of a model of many kinds, what is in its bad row, and the error. */
  static Stream<Arguments> columns() {
    return Stream.of(
        Arguments.of("size", "decimal(20,3)", null, "no value in column 'size', expected a number"),
        Arguments.of("size", "double", "'NaN'", "no value in column 'size', expected a number"),
        Arguments.of("size", "string", "'big'", "'big' in column 'size', expected a number"),
        Arguments.of(
            "size",
            "string",
            "'1e39'",
            "'1e39' in column 'size', expected a number from -3.4e38 to 3.4e38"),
        Arguments.of("size", "string", "'?'", "no value in column 'size', expected a number"),
        Arguments.of(
            "size",
            "double",
            "'Infinity'",
            "'Infinity' in column 'size', expected a finite number"),
        Arguments.of(
            "member", "boolean", null, "no value in column 'member', expected true or false"),
        Arguments.of(
            "member", "string", "'maybe'", "'maybe' in column 'member', expected true or false"),
        Arguments.of("when", "timestamp", null, "no value in column 'when', expected a date"),
        Arguments.of(
            "when", "string", "'soon'", "'soon' in column 'when', expected a date such as"),
        Arguments.of(
            "v",
            "array<float>",
            "array(1, 2, 3)",
            "3 values in the column 'v', expected 2, as the model takes"));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void valuesThatCannotBeTakenAreInvalid(
      String column, String type, @Nullable String bad, String error) {
    Dataset<Row> frame =
        ScoredFrames.many(session(), ROWS, false)
            .withColumn(
                column,
                functions.expr(
                    "CAST(IF(id = %s, CAST(%s AS %s), CAST(%s AS %s)) AS %s)"
                        .formatted(BAD, bad, type, column, type, type)));
    assertInvalid(ScoredModels.ofManyKinds(MissingMode.ERROR), frame, ScoredFrames.MANY, error);
  }

  @Test
  void whatTheModelFillsAndWordsThatItDoesNotKnowAreValid() {
    Dataset<Row> frame =
        ScoredFrames.many(session(), ROWS, true)
            .withColumn("size", functions.lit(null).cast("double"))
            .withColumn("colour", functions.lit("none that was seen"));
    try (FrameScorer scorer =
        new FrameScorer(session(), ScoredModels.ofManyKinds(MissingMode.MEAN))) {
      assertEquals(
          ROWS, scorer.score(frame, ScoredFrames.MANY, ADDED, FIRST, InvalidRows.ERROR).count());
    }
  }

  @Test
  void aNumberThatIsNoneOfACategoryIsInvalid() {
    ModelSpec spec =
        new ModelSpec(
            Shape.vector(2),
            NetworkSpec.of(new Embedding(10, 3), new Dense(1)),
            new SquaredError());
    TrainedModel model =
        new TrainedModel(
            spec,
            Preprocessing.of(Scaling.none(2)),
            Labels.UNKNOWN,
            spec.compile().parameters().initialParameters(1),
            new Provenance(Map.of()));
    Dataset<Row> frame =
        ScoredFrames.frame(
            session(),
            ScoredFrames.schema("features", SQLDataTypes.VectorType()),
            ROWS,
            row -> new Object[] {Vectors.dense(row % 10, row == BAD ? 10 : 3)});
    assertInvalid(
        model,
        frame,
        List.of("features"),
        "10 in feature 1, expected a whole number from 0 to 9 for an embedding of 10 categories");
  }

  @Test
  void onlyWhatIsWrongIsSkippedOrKept() {
    Dataset<Row> frame =
        ScoredFrames.vectors(session(), ROWS, WIDTH)
            .withColumn("features", functions.expr("IF(id % 2 = 0, features, NULL)"))
            .coalesce(1);
    try (FrameScorer scorer = new FrameScorer(session(), ScoredModels.ofNumbers(WIDTH))) {
      assertEquals(
          IntStream.range(0, ROWS).filter(row -> row % 2 == 0).boxed().toList(),
          score(scorer, frame, List.of("features"), InvalidRows.SKIP).stream()
              .map(row -> row.<Integer>getAs("id"))
              .toList());
    }
  }

  private static List<Row> score(
      FrameScorer scorer, Dataset<Row> frame, List<String> features, InvalidRows invalid) {
    return scorer.score(frame, features, ADDED, FIRST, invalid).collectAsList();
  }

  private static void assertInvalid(
      TrainedModel model, Dataset<Row> rows, List<String> features, String error) {
    Dataset<Row> frame = rows.coalesce(1);
    try (FrameScorer scorer = new FrameScorer(session(), model)) {
      Exception thrown =
          assertThrows(Exception.class, () -> score(scorer, frame, features, InvalidRows.ERROR));
      assertTrue(thrown instanceof SparkException, thrown.toString());
      Throwable cause = thrown.getCause();
      assertTrue(cause instanceof InvalidInputException, String.valueOf(cause));
      String message = String.valueOf(cause.getMessage());
      assertTrue(
          message.startsWith(
              "row %s in partition 0 of the DataFrame: found %s".formatted(BAD, error)),
          message);

      List<Row> kept = score(scorer, frame, features, InvalidRows.KEEP);
      List<Row> skipped = score(scorer, frame, features, InvalidRows.SKIP);
      List<Row> alone = score(scorer, frame.where("id <> " + BAD), features, InvalidRows.ERROR);
      assertEquals(ROWS, kept.size());
      assertTrue(Double.isNaN(kept.get(BAD).getAs("first")));
      assertEquals(firsts(alone), firsts(skipped));
      assertEquals(
          firsts(alone),
          firsts(kept.stream().filter(row -> row.<Integer>getAs("id") != BAD).toList()));
    }
  }

  private static List<Double> firsts(List<Row> rows) {
    return rows.stream().map(row -> row.<Double>getAs("first")).toList();
  }
}
