package io.kindling.driver.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.ScoredFrames;
import io.kindling.driver.fixture.ScoredModels;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of rows that arrive while a query runs. */
@Tag("matrix") // the models of pipelines score streams, too
final class StreamedRowsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int FILES = 3;
  private static final int ROWS_OF_FILE = 100;
  private static final List<StructField> ADDED =
      List.of(
          DataTypes.createStructField("first", DataTypes.DoubleType, false),
          DataTypes.createStructField("second", DataTypes.DoubleType, false));
  private static final RowOutputs TWO = (raw, outputs) -> new Object[] {outputs[0], raw[1]};

  @TempDir private Path folder;

  private static SparkSession session() {
    return ScoredFrames.session(SPARK.context());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json"})
  void filesThatArriveAreScoredAsInABatch(String format) throws Exception {
    TrainedModel model = ScoredModels.ofManyKinds(MissingMode.INDICATOR);
    Dataset<Row> rows = ScoredFrames.many(session(), FILES * ROWS_OF_FILE, true);
    Path arriving = Files.createDirectory(folder.resolve("arriving"));
    arrive(rows, 0, format, arriving);
    String name = "scored_" + format;
    try (FrameScorer scorer = new FrameScorer(session(), model)) {
      Dataset<Row> stream =
          session().readStream().schema(rows.schema()).format(format).load(arriving.toString());
      Dataset<Row> scored = scorer.score(stream, ScoredFrames.MANY, ADDED, TWO, InvalidRows.ERROR);
      assertTrue(scored.isStreaming());
      StreamingQuery query =
          scored.writeStream().format("memory").queryName(name).outputMode("append").start();
      try {
        for (int file = 1; file < FILES; file++) {
          query.processAllAvailable();
          arrive(rows, file, format, arriving);
        }
        query.processAllAvailable();
      } finally {
        query.stop();
      }
      Dataset<Row> batch =
          session().read().schema(rows.schema()).format(format).load(arriving.toString());
      assertEquals(
          inOrder(scorer.score(batch, ScoredFrames.MANY, ADDED, TWO, InvalidRows.ERROR)),
          inOrder(session().table(name)));
    }
  }

  private static List<Row> inOrder(Dataset<Row> scored) {
    return scored.select("id", "first", "second").orderBy("id").collectAsList();
  }

  /** Moves a file of rows to where the query looks for them. */
  private void arrive(Dataset<Row> rows, int file, String format, Path arriving)
      throws IOException {
    Path written = folder.resolve("written" + file);
    int from = file * ROWS_OF_FILE;
    rows.where("id >= %s AND id < %s".formatted(from, from + ROWS_OF_FILE))
        .coalesce(1)
        .write()
        .format(format)
        .save(written.toString());
    try (var parts = Files.list(written)) {
      Path part =
          parts.filter(path -> path.getFileName().toString().startsWith("part")).findFirst().get();
      Files.move(part, arriving.resolve(file + "." + format), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
