package io.kindling.driver.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.fixture.JobRecorder;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.ScoredFrames;
import io.kindling.driver.fixture.ScoredModels;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.sql.ParquetSource;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.Prediction;
import io.kindling.predictor.table.NumberNotation;
import io.kindling.predictor.table.NumberSigns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of rows in DataFrames against those of the same rows in files. */
final class FrameScorerTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int ROWS = 600;
  private static final int WIDTH = 64;
  private static final TrainedModel NUMBERS = ScoredModels.ofNumbers(WIDTH);
  private static final List<StructField> ADDED =
      List.of(
          DataTypes.createStructField("raw", doubles(), false),
          DataTypes.createStructField("outputs", doubles(), false));
  private static final RowOutputs BOTH = (raw, outputs) -> new Object[] {raw, outputs};

  @TempDir private Path folder;

  private static org.apache.spark.sql.types.DataType doubles() {
    return DataTypes.createArrayType(DataTypes.DoubleType, false);
  }

  private static SparkSession session() {
    return ScoredFrames.session(SPARK.context());
  }

  @Test
  void vectorsAreScoredAsThoseOfFilesAre() {
    Dataset<Row> frame = ScoredFrames.vectors(session(), ROWS, WIDTH);
    assertAsInFiles(NUMBERS, frame, frame.drop("id"), List.of("features"));
  }

  @Test
  void arraysAreScoredAsThoseOfFilesAre() {
    Dataset<Row> frame = arrays();
    assertAsInFiles(NUMBERS, frame, frame.drop("id"), List.of("features"));
  }

  @ParameterizedTest
  @EnumSource(
      value = MissingMode.class,
      names = {"ERROR", "MEAN", "INDICATOR"})
  void columnsOfManyKindsAreScoredAsThoseOfFilesAre(MissingMode missing) {
    Dataset<Row> frame = ScoredFrames.many(session(), ROWS, missing.fills());
    assertAsInFiles(ScoredModels.ofManyKinds(missing), frame, frame, ScoredFrames.MANY);
  }

  /** 1,234 is one and a bit where commas were decimal, and a thousand where they were not. */
  @ParameterizedTest
  @CsvSource({"',', '.', 1.234", "'.', ',', 1234"})
  void textsAreTheNumbersThatTheyWereInTraining(char decimal, char thousands, double number) {
    NumberNotation notation =
        new NumberNotation(
            Optional.empty(), Map.of("size", new NumberSigns(decimal, thousands, true)));
    TrainedModel model = ScoredModels.ofTexts("size", notation);
    Dataset<Row> texts = size(DataTypes.StringType, "1,234");
    assertArrayEquals(
        outputs(model, size(DataTypes.DoubleType, number), List.of("size")).get(0),
        outputs(model, texts, List.of("size")).get(0));
  }

  private static Dataset<Row> size(DataType type, Object value) {
    return ScoredFrames.frame(
        session(), ScoredFrames.schema("size", type), 1, row -> new Object[] {value});
  }

  private static Dataset<Row> arrays() {
    return ScoredFrames.frame(
        session(),
        ScoredFrames.schema("features", doubles()),
        ROWS,
        row -> new Object[] {ScoredFrames.numbers(row, WIDTH)});
  }

  /** Compares bits. */
  private void assertAsInFiles(
      TrainedModel model, Dataset<Row> frame, Dataset<Row> inFiles, List<String> features) {
    String path = folder.resolve("rows").toString();
    inFiles.coalesce(1).write().parquet(path);
    List<Prediction> expected;
    try (ReadTable table =
            ModelEvaluation.open(SPARK.context(), model, new ParquetSource(path), Use.SCORED);
        Scorer scorer = new Scorer(SPARK.context(), model)) {
      expected = scorer.score(table).collect();
    }
    List<double[]> found = outputs(model, frame, features);
    assertEquals(ROWS, found.size());
    for (int row = 0; row < ROWS; row++) {
      assertArrayEquals(doubles(expected.get(row).outputs()), found.get(row), "row " + row);
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static List<double[]> outputs(
      TrainedModel model, Dataset<Row> frame, List<String> features) {
    return column("outputs", model, frame, features);
  }

  private static List<double[]> column(
      String name, TrainedModel model, Dataset<Row> frame, List<String> features) {
    try (FrameScorer scorer = new FrameScorer(session(), model)) {
      List<double[]> values = new ArrayList<>();
      for (Row row :
          scorer
              .score(frame, features, ADDED, BOTH, InvalidRows.ERROR)
              .orderBy("id")
              .collectAsList()) {
        values.add(
            row.<Double>getList(row.fieldIndex(name)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
      }
      return values;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 200})
  void thePartitionsOfTheRowsDoNotMatter(int partitions) {
    Dataset<Row> frame = ScoredFrames.vectors(session(), ROWS, WIDTH);
    List<double[]> expected = outputs(NUMBERS, frame.coalesce(1), List.of("features"));
    List<double[]> found = outputs(NUMBERS, frame.repartition(partitions), List.of("features"));
    for (int row = 0; row < ROWS; row++) {
      assertArrayEquals(expected.get(row), found.get(row), "row " + row);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 255, 256, 257})
  void theNumberOfRowsDoesNotMatter(int rows) {
    Dataset<Row> frame = ScoredFrames.vectors(session(), ROWS, WIDTH).coalesce(1);
    List<double[]> expected = outputs(NUMBERS, frame, List.of("features"));
    List<double[]> found = outputs(NUMBERS, frame.where("id < " + rows), List.of("features"));
    assertEquals(rows, found.size());
    for (int row = 0; row < rows; row++) {
      assertArrayEquals(expected.get(row), found.get(row), "row " + row);
    }
  }

  @Test
  void rawOutputsAreTheLogitsOfTheProbabilities() {
    Dataset<Row> frame = ScoredFrames.vectors(session(), ROWS, WIDTH);
    List<double[]> raw = column("raw", NUMBERS, frame, List.of("features"));
    List<double[]> outputs = outputs(NUMBERS, frame, List.of("features"));
    for (int row = 0; row < ROWS; row++) {
      double[] logits = raw.get(row);
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit);
      }
      for (int i = 0; i < logits.length; i++) {
        assertEquals(Math.exp(logits[i]) / sum, outputs.get(row)[i], 1e-6);
      }
    }
  }

  @Test
  void severalNumbersAreTakenInOrderWhereFeaturesHaveNoNames() {
    Dataset<Row> arrays = arrays();
    Dataset<Row> apart =
        arrays.select(
            functions.col("id"),
            functions.col("features").getItem(0).as("first"),
            functions.slice(functions.col("features"), 2, WIDTH - 1).as("others"));
    List<double[]> expected = outputs(NUMBERS, arrays, List.of("features"));
    List<double[]> found = outputs(NUMBERS, apart, List.of("first", "others"));
    for (int row = 0; row < ROWS; row++) {
      assertArrayEquals(expected.get(row), found.get(row), "row " + row);
    }
  }

  @Test
  void rowsKeepTheirColumnsAndTheirOrder() {
    Dataset<Row> frame = ScoredFrames.many(session(), 300, false).coalesce(1);
    try (FrameScorer scorer =
        new FrameScorer(session(), ScoredModels.ofManyKinds(MissingMode.MEAN))) {
      Dataset<Row> scored = scorer.score(frame, ScoredFrames.MANY, ADDED, BOTH, InvalidRows.ERROR);
      assertEquals(frame.collectAsList(), scored.drop("raw", "outputs").collectAsList());
    }
  }

  @Test
  void rowsThatHaveBeenScoredCanBeScoredAgainByTheSame() {
    Dataset<Row> frame = ScoredFrames.vectors(session(), ROWS, WIDTH);
    List<double[]> expected = outputs(NUMBERS, frame, List.of("features"));
    try (FrameScorer scorer = new FrameScorer(session(), NUMBERS)) {
      Dataset<Row> once =
          scorer
              .score(frame, List.of("features"), ADDED, BOTH, InvalidRows.ERROR)
              .withColumnsRenamed(java.util.Map.of("raw", "raw1", "outputs", "outputs1"));
      List<double[]> twice = outputs(NUMBERS, once, List.of("features"));
      Dataset<Row> again = scorer.score(once, List.of("features"), ADDED, BOTH, InvalidRows.ERROR);
      assertEquals(ROWS, again.where("outputs = outputs1").count());
      assertArrayEquals(expected.get(ROWS - 1), twice.get(ROWS - 1));
    }
  }

  @Test
  void scoringStartsNoJob() {
    Dataset<Row> frame = ScoredFrames.vectors(session(), ROWS, WIDTH);
    try (JobRecorder jobs = new JobRecorder(SPARK.context());
        FrameScorer scorer = new FrameScorer(session(), NUMBERS)) {
      scorer.score(frame, List.of("features"), ADDED, BOTH, InvalidRows.ERROR);
      assertEquals(List.of(), jobs.jobs());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features | ID  | the DataFrame: found the column 'ID', expected none of this name, which is"
            + " to be added",
        "vectors  | raw | the DataFrame: found columns id, features, expected 'vectors' among them",
        "id       | raw | the DataFrame: found columns id, expected 64 values, as the model takes, in"
            + " one column or single ones",
      })
  void columnsAreRefusedBeforeAnyJob(String feature, String added, String expected) {
    Dataset<Row> frame = ScoredFrames.vectors(session(), 3, WIDTH);
    List<StructField> fields = List.of(DataTypes.createStructField(added, doubles(), false));
    assertRefused(expected, NUMBERS, frame, List.of(feature), fields);
  }

  @Test
  void namesThatDifferByCaseOnlyAreOneUnlessSparkSaysOtherwise() {
    Dataset<Row> vectors = ScoredFrames.vectors(session(), 3, WIDTH);
    Dataset<Row> frame =
        vectors.select(
            functions.col("id"),
            functions.col("features"),
            functions.col("features").as("FEATURES"));
    assertRefused(
        "the DataFrame: found columns id, features, FEATURES, expected 'features' among them once",
        NUMBERS,
        frame,
        List.of("features"),
        ADDED);
    session().conf().set("spark.sql.caseSensitive", "true");
    try {
      assertEquals(3, outputs(NUMBERS, frame, List.of("features")).size());
    } finally {
      session().conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() {
    TrainedModel model = ScoredModels.ofManyKinds(MissingMode.MEAN);
    Dataset<Row> frame =
        ScoredFrames.many(session(), 3, false).withColumn("size", functions.col("when"));
    assertRefused(
        "the DataFrame: found the column 'size' of timestamp, expected numbers, as the model takes",
        model,
        frame,
        ScoredFrames.MANY,
        ADDED);
    assertRefused(
        "the DataFrame: found the column 'size' of map<int,int>, expected numbers, texts, booleans,"
            + " dates, times, or arrays of numbers; or the column ignored",
        model,
        frame.withColumn("size", functions.map(functions.col("id"), functions.col("id"))),
        ScoredFrames.MANY,
        ADDED);
  }

  @Test
  void aColumnThatTheModelKnowsByNameMustBeThere() {
    TrainedModel model = ScoredModels.ofManyKinds(MissingMode.MEAN);
    Dataset<Row> frame = ScoredFrames.many(session(), 3, false);
    assertRefused(
        "the DataFrame: found columns size, zip for features, expected 'member' among them, as the"
            + " model takes",
        model,
        frame,
        List.of("size", "zip"),
        ADDED);
  }

  @Test
  void oneVectorIsRefusedWhereTheModelTakesWords() {
    TrainedModel model = ScoredModels.ofManyKinds(MissingMode.MEAN);
    Dataset<Row> frame = ScoredFrames.vectors(session(), 3, 8);
    assertRefused(
        "the DataFrame: found the column 'features' of arrays, expected columns size, member,"
            + " colour, zip, when, v[0], v[1], as the model takes, since 'colour' is no"
            + " number",
        model,
        frame,
        List.of("features"),
        ADDED);
  }

  private static void assertRefused(
      String expected,
      TrainedModel model,
      Dataset<Row> frame,
      List<String> features,
      List<StructField> added) {
    try (FrameScorer scorer = new FrameScorer(session(), model)) {
      assertEquals(
          expected,
          assertThrows(
                  InvalidInputException.class,
                  () -> scorer.score(frame, features, added, BOTH, InvalidRows.ERROR))
              .getMessage());
    }
  }
}
