package io.kindling.driver.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.evaluation.FrameScorer;
import io.kindling.driver.evaluation.InvalidRows;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.ScoredFrames;
import io.kindling.driver.fixture.ScoredModels;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.row.Labels;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Predictions in SQL against those of a scorer. */
final class KindlingFunctionsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int ROWS = 60;

  @TempDir private Path folder;

  private static SparkSession session() {
    return ScoredFrames.session(SPARK.context());
  }

  @BeforeEach
  void register() {
    KindlingFunctions.register(session());
  }

  private String saved(TrainedModel model) throws Exception {
    String path = folder.resolve("model").toString();
    ModelFiles.save(model, SPARK.context().hadoopConfiguration(), path);
    return path;
  }

  private static TrainedModel named(TrainedModel model) {
    return new TrainedModel(
        model.spec(),
        model.preprocessing(),
        new Labels(List.of("label"), List.of("low", "middle", "high")),
        model.parameters(),
        model.provenance());
  }

  @Test
  void columnsOfManyKindsAreTakenByTheirNames() throws Exception {
    TrainedModel model = named(ScoredModels.ofManyKinds(MissingMode.MEAN));
    Dataset<Row> frame = ScoredFrames.many(session(), ROWS, true);
    assertAsScored(model, frame, ScoredFrames.MANY, "v, zip, colour, `when`, member, size");
  }

  @Test
  void aVectorIsTakenWhateverItIsCalled() throws Exception {
    TrainedModel model = named(ScoredModels.ofNumbers(8));
    Dataset<Row> frame = ScoredFrames.vectors(session(), ROWS, 8);
    assertAsScored(model, frame, List.of("features"), "features");
  }

  @Test
  void aStructNamesWhatIsComputed() throws Exception {
    TrainedModel model = named(ScoredModels.ofManyKinds(MissingMode.MEAN));
    Dataset<Row> frame = ScoredFrames.many(session(), ROWS, false);
    assertAsScored(
        model,
        frame,
        ScoredFrames.MANY,
        "named_struct('size', size + 0, 'member', member, 'colour', concat(colour, ''), 'zip', zip,"
            + " 'when', `when`, 'v', v)");
  }

  private void assertAsScored(
      TrainedModel model, Dataset<Row> frame, List<String> features, String arguments)
      throws Exception {
    frame.createOrReplaceTempView("rows");
    Dataset<Row> predicted =
        session()
            .sql(
                "SELECT id, p.prediction, p.probability FROM (SELECT id, kindling_predict('%s', %s)"
                        .formatted(saved(model), arguments)
                    + " AS p FROM rows) ORDER BY id");
    List<String> classes = model.labels().classes();
    try (FrameScorer scorer = new FrameScorer(session(), model)) {
      List<Row> scored =
          scorer
              .score(
                  frame,
                  features,
                  List.of(
                      DataTypes.createStructField(
                          "outputs", DataTypes.createArrayType(DataTypes.DoubleType), false)),
                  (raw, outputs) -> new Object[] {outputs},
                  InvalidRows.ERROR)
              .orderBy("id")
              .collectAsList();
      List<Row> found = predicted.collectAsList();
      assertEquals(ROWS, found.size());
      for (int row = 0; row < ROWS; row++) {
        List<Double> expected = scored.get(row).getList(scored.get(row).fieldIndex("outputs"));
        List<Double> probabilities = found.get(row).getList(2);
        double most = 0;
        for (int i = 0; i < expected.size(); i++) {
          assertEquals(expected.get(i), probabilities.get(i));
          most = Math.max(most, probabilities.get(i));
        }
        assertEquals(classes.get(probabilities.indexOf(most)), found.get(row).getString(1));
      }
    }
  }

  @Test
  void anotherModelInTheFolderCounts() throws Exception {
    ScoredFrames.vectors(session(), 1, 8).createOrReplaceTempView("rows");
    TrainedModel first = ScoredModels.ofNumbers(8);
    String query = "SELECT kindling_predict('%s', features) FROM rows".formatted(saved(first));
    Row before = session().sql(query).first();
    float[] others = first.parameters();
    others[others.length - 1] += 1;
    saved(
        new TrainedModel(
            first.spec(), first.preprocessing(), first.labels(), others, first.provenance()));
    assertTrue(!before.equals(session().sql(query).first()));
  }

  @Test
  void whatTheModelDoesNotTakeIsRefusedInOneLine() throws Exception {
    ScoredFrames.vectors(session(), 1, 8).createOrReplaceTempView("rows");
    String path = saved(ScoredModels.ofNumbers(8));
    assertEquals(
        "the DataFrame: found columns id, expected 8 values, as the model takes, in one column or"
            + " single ones",
        refused("SELECT kindling_predict('%s', id) FROM rows".formatted(path)));
    assertEquals(
        "kindling_predict: found other arguments, expected the folder of a model as a text, and its"
            + " features",
        refused("SELECT kindling_predict(features) FROM rows"));
  }

  private static String refused(String query) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> session().sql(query)).getMessage());
  }

  @Test
  void aRowThatCannotBeTakenEndsTheQuery() throws Exception {
    ScoredFrames.vectors(session(), 3, 8).createOrReplaceTempView("rows");
    String path = saved(ScoredModels.ofNumbers(8));
    Throwable thrown =
        assertThrows(
            Exception.class,
            () ->
                session()
                    .sql(
                        "SELECT kindling_predict('%s', IF(id = 1, NULL, features)) FROM rows"
                            .formatted(path))
                    .collectAsList());
    while (thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    assertEquals(
        "the row to score: found null in the column 'argument 1', expected an array",
        thrown.getMessage());
  }
}
