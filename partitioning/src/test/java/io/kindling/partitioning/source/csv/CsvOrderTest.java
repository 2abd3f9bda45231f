package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.openInSplits;
import static io.kindling.partitioning.testing.CsvFiles.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.holdenkarau.spark.testing.JavaRDDComparisons;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same 60 rows in one file and in three, in one split and in many. */
class CsvOrderTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 60;

  @TempDir static Path one = Path.of("");
  @TempDir static Path three = Path.of("");

  @BeforeAll
  static void writeFiles() {
    write(one, "all.csv", lines(0, ROWS));
    write(three, "c.csv", lines(35, ROWS)); // written first, yet last in the order of paths
    write(three, "a.csv", lines(0, 5));
    write(three, "b.csv.gz", lines(5, 35));
  }

  @Test
  void rowsAreInTheOrderOfTheFile() {
    assertEquals(expected(), Contents.listOf(source(one).open(SPARK.context())));
  }

  @Test
  void severalFilesAreInTheOrderOfTheirPaths() {
    assertEquals(expected(), Contents.listOf(source(three).open(SPARK.context())));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 64, 1 << 20})
  void oneFileGivesTheSameRowsHoweverItIsSplit(int splitBytes) {
    assertSameRows(openInSplits(SPARK.context(), source(one), splitBytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 64, 1 << 20})
  void threeFilesGiveTheSameRowsHoweverTheyAreSplit(int splitBytes) {
    assertSameRows(openInSplits(SPARK.context(), source(three), splitBytes));
  }

  @Test
  void smallSplitsMakeManyPartitions() {
    SourceTable table = openInSplits(SPARK.context(), source(one), 64);
    assertEquals(5, table.rows().getNumPartitions()); // of 298 bytes
  }

  @Test
  void theScanCountsEveryRowOnce() {
    SourceTable table = openInSplits(SPARK.context(), source(three), 64);
    assertEquals(ROWS, Arrays.stream(RowScan.count(table, null)).sum());
  }

  private static void assertSameRows(SourceTable table) {
    SourceTable whole = source(one).open(SPARK.context());
    assertEquals(
        "None",
        JavaRDDComparisons.compareRDDWithOrder(Contents.of(whole), Contents.of(table)).toString());
  }

  private static CsvSource source(Path folder) {
    return new CsvSource(folder.toString(), "label");
  }

  private static String[] lines(int from, int to) {
    return Stream.concat(
            Stream.of("x,label"), IntStream.range(from, to).mapToObj(i -> i + "," + i % 3))
        .toArray(String[]::new);
  }

  private static List<String> expected() {
    return IntStream.range(0, ROWS).mapToObj(i -> "[%d.0] -> %d.0".formatted(i, i % 3)).toList();
  }
}
