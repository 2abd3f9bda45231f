package io.kindling.partitioning.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.FeatureColumns;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of numbers that are called ids. */
class ColumnFindingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"id", "ID", "customer_id", "Customer ID", "customerId", "PassengerID"})
  void wholeNumbersThatAreCalledIdsAreWarnedOf(String name) {
    assertEquals(
        List.of(
            "column '%s' is an id by its name, and is trained on as a number; data.exclude leaves"
                    .formatted(name)
                + " columns out"),
        warnings(name, 7919, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"paid", "BID", "humid", "idle", "grid_size", "Madrid"})
  void otherNamesAreNoIds(String name) {
    assertEquals(List.of(), warnings(name, 7919, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "vendor_id"})
  void fewNumbersAndPartsOfNumbersAreNoIds(String name) {
    assertEquals(List.of(), warnings(name, 3, ""));
    assertEquals(List.of(), warnings(name, 7919, ".5"));
  }

  /** What is told of thirty numbers below a bound. */
  private List<String> warnings(String name, int bound, String fraction) {
    StringBuilder text = new StringBuilder(name + ",x,k\n");
    for (int i = 0; i < 30; i++) {
      text.append(
          "%s%s,%s,%s%n".formatted(i * 7717 % bound, fraction, i % 7, i % 2 == 0 ? "a" : "b"));
    }
    String path = CsvFiles.writeText(folder, "a.csv", text.toString());
    try (ReadTable table =
        TableReader.read(
            SPARK.context(),
            new CsvSource(path).labelled("k"),
            FeatureColumns.AS_FOUND,
            Use.LABELLED)) {
      return table.warnings();
    }
  }
}
