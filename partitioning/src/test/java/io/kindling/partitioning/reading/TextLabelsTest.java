package io.kindling.partitioning.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.json.JsonSource;
import io.kindling.partitioning.source.libsvm.LibsvmSource;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.partitioning.source.sql.OrcSource;
import io.kindling.partitioning.source.sql.ParquetSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.row.Labels;
import io.kindling.predictor.row.RowCells;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Labels that seem to be numbers, and are texts: of two, doubles would make the same. */
class TextLabelsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 1200; // more than a look at the first lines sees
  private static final long LARGE = 1L << 53;
  private static final List<String> NAMES = List.of("5", "9007199254740992", "9007199254740993");
  private static final TargetRange THREE = TargetRange.oneOf(3);

  @TempDir private Path folder;

  @AfterEach
  void nothingStaysCached() {
    assertEquals(0, SPARK.context().getPersistentRDDs().size());
  }

  /** Where rows come from. */
  enum Origin {
    CSV,
    JSON,
    LIBSVM,
    PARQUET_LONG,
    PARQUET_DECIMAL,
    ORC_LONG,
    FRAME_LONG,
    FRAME_DECIMAL
  }

  @ParameterizedTest
  @EnumSource(Origin.class)
  void classesStayDistinctByTheirNames(Origin origin) {
    RowSource source = source(origin, "rows", TextLabelsTest::label);
    try (ReadTable table = read(source)) {
      Labels labels = TableLabels.of(table, Task.MULTICLASS, THREE);
      assertEquals(NAMES, labels.classes());
      ReadTable coded = TableLabels.applied(labels, table, Task.MULTICLASS);
      for (var block : coded.blocks().collect()) {
        RowCells cells = new RowCells(coded.plan(), block);
        for (int row = 0; row < cells.rows(); row++) {
          // The feature is what the label should be.
          assertEquals(cells.features(row)[0], cells.target(row, 0));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Origin.class)
  void otherRowsAreOfTheClassTheyNameOrOfNone(Origin origin) {
    Labels labels = new Labels(List.of("label"), List.of("5", "9007199254740993"));
    try (ReadTable table = read(source(origin, "rows", row -> row < 1100 ? 5L : LARGE))) {
      ReadTable coded = TableLabels.applied(labels, table, Task.MULTICLASS);
      var error =
          assertThrows(
              InvalidInputException.class,
              () -> RowCount.of(coded, TargetRange.oneOf(2), true, false));
      String message = String.valueOf(error.getMessage());
      assertEquals(
          "expected one of the classes trained on: 5, 9007199254740993",
          message.substring(message.indexOf("expected")));
    }
  }

  @Test
  void wordsBehindManyRowsWithoutALabelAreClasses() {
    String rows = "1,\n".repeat(1100) + "2,red\n3,blue\n";
    String path = CsvFiles.writeText(folder, "a.csv", "x,label\n" + rows);
    try (ReadTable table = read(new CsvSource(path).labelled("label"))) {
      assertEquals(Optional.of(List.of("blue", "red")), table.classes());
    }
    String mixed = CsvFiles.writeText(folder, "b.csv", "x,label\n" + rows + "4,5\n");
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> read(new CsvSource(mixed).labelled("label")).close());
    assertEquals(
        mixed + ":1102: found 'red' in column 'label', expected a number", error.getMessage());
  }

  @Test
  void numbersThatDoublesHoldStayNumbers() {
    try (ReadTable table = read(frame("bigint", row -> 2 * LARGE * (row % 2)))) {
      assertEquals(
          List.of("0", "18014398509481984"),
          TableLabels.of(table, Task.MULTICLASS, TargetRange.oneOf(2)).classes());
      assertEquals(0x1p54, table.scan().column(table.plan().target(0)).max());
    }
  }

  /** Class 0, or early rows would tell of the large ones. */
  private static long label(int row) {
    return row < 1100 ? 5 : LARGE + row % 2;
  }

  private static int place(long label) {
    return label == 5 ? 0 : (int) (label - LARGE) + 1;
  }

  private RowSource source(Origin origin, String name, IntFunction<Long> labels) {
    return switch (origin) {
      case CSV ->
          new CsvSource(write(name, "x,label", row -> place(row) + "," + row, labels))
              .labelled("label");
      case JSON ->
          new JsonSource(
                  write(
                      name,
                      "{\"x\": 0, \"label\": 5}",
                      row -> "{\"x\": %s, \"label\": %s}".formatted(place(row), row),
                      labels))
              .labelled("label");
      case LIBSVM ->
          new LibsvmSource(write(name, "5 1:0", row -> row + " 1:" + place(row), labels));
      case PARQUET_LONG -> new ParquetSource(saved("parquet", "bigint", labels)).labelled("label");
      case PARQUET_DECIMAL ->
          new ParquetSource(saved("parquet", "decimal(20, 2)", labels)).labelled("label");
      case ORC_LONG -> new OrcSource(saved("orc", "bigint", labels)).labelled("label");
      case FRAME_LONG -> frame("bigint", labels);
      case FRAME_DECIMAL -> frame("decimal(38, 0)", labels);
    };
  }

  private String write(
      String name, String first, LongFunction<String> line, IntFunction<Long> labels) {
    List<String> lines =
        IntStream.range(0, ROWS).mapToObj(row -> line.apply(labels.apply(row))).toList();
    return CsvFiles.write(folder, name, first + "\n" + String.join("\n", lines));
  }

  private String saved(String format, String type, IntFunction<Long> labels) {
    String path = folder.resolve(format).toString();
    rows(type, labels).coalesce(1).write().format(format).save(path);
    return path;
  }

  private static RowSource frame(String type, IntFunction<Long> labels) {
    return FrameSource.of(rows(type, labels)).labelled("label");
  }

  private static Dataset<Row> rows(String type, IntFunction<Long> labels) {
    String values =
        String.join(
            ", ",
            IntStream.range(0, ROWS)
                .mapToObj(row -> "(%s, %sL)".formatted(place(labels.apply(row)), labels.apply(row)))
                .toList());
    return SparkSession.builder()
        .sparkContext(SPARK.context().sc())
        .getOrCreate()
        .sql(
            "select x, cast(label as %s) label from values %s as t(x, label)"
                .formatted(type, values));
  }

  private static ReadTable read(RowSource source) {
    return TableReader.read(SPARK.context(), source, FeatureColumns.AS_FOUND, Use.LABELLED);
  }
}
