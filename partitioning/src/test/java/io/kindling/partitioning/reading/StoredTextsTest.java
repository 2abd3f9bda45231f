package io.kindling.partitioning.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.source.sql.ParquetSource;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.row.RowCells;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that files keep as texts, or as whole numbers of more digits than doubles. */
class StoredTextsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String TOLD =
      "column 'size' has numbers that are stored as texts, which become categories;"
          + " data.columns.size: numeric makes numbers of them";

  @TempDir private Path folder;

  @Test
  void numbersInTextsAreCategoriesWhichIsTold() {
    String path = write("select string(id % 2 * 1.5) size, concat('a', id % 2) word, id % 2 label");
    try (ReadTable table = read(path, FeatureColumns.AS_FOUND)) {
      assertEquals(List.of(TOLD), table.warnings());
      assertEquals(
          new Column("size", new OneHot(), List.of("0.0", "1.5")),
          table.columns().features().get(0));
    }
  }

  @Test
  void nothingIsToldOfWhatIsDeclaredOrKnown() {
    String path = write("select string(id % 2 * 1.5) size, id % 2 label");
    try (ReadTable table = read(path, kinds(new OneHot()))) {
      assertEquals(List.of(), table.warnings());
    }
    try (ReadTable table = read(path, kinds(new Numeric()))) {
      assertEquals(List.of(), table.warnings());
      assertEquals(1.5, new RowCells(table.plan(), table.blocks().first()).features(3)[0]);
    }
    KnownFeatures known =
        new KnownFeatures(
            List.of(new Column("size", new OneHot(), List.of("0.0", "1.5"))), Optional.empty());
    try (ReadTable table =
        TableReader.read(
            SPARK.context(),
            new ParquetSource(path),
            FeatureColumns.AS_FOUND,
            Use.LABELLED,
            known)) {
      assertEquals(List.of(), table.warnings());
    }
  }

  @Test
  void numbersThatAreTheSameAsDoublesOnlyAreToldAsSuch() {
    String path = write("select 1152921504606846976 + id as key, id % 3 x, 5 same, id % 2 label");
    try (ReadTable table = read(path, FeatureColumns.AS_FOUND)) {
      assertEquals(
          List.of(
              "column 'same' has the same value in every row; data.exclude leaves columns out",
              "column 'key' has numbers that all become the same as doubles, which keep fewer"
                  + " digits; data.exclude leaves columns out"),
          table.warnings());
    }
  }

  private static FeatureColumns kinds(ColumnKind kind) {
    return new FeatureColumns(Map.of("size", kind), MissingMode.ERROR);
  }

  private String write(String query) {
    String path = folder.resolve("rows").toString();
    SparkSession.builder()
        .sparkContext(SPARK.context().sc())
        .getOrCreate()
        .sql(query + " from range(4)")
        .coalesce(1)
        .write()
        .parquet(path);
    return path;
  }

  private static ReadTable read(String path, FeatureColumns declared) {
    return TableReader.read(SPARK.context(), new ParquetSource(path), declared, Use.LABELLED);
  }
}
