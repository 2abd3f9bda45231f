package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.SPLIT_BYTES;
import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RawRows;
import io.kindling.predictor.table.CellRules;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same 60 rows in one file and in three, in one part and in many. */
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
  void rowsAreInTheOrderOfTheirFilesAndLines() {
    assertEquals(expected(), RawRows.of(open(one.toString(), 1 << 20)));
    assertEquals(expected(), RawRows.of(open(three.toString(), 1 << 20)));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 20, 64})
  void rowsAreTheSameHoweverTheirFilesAreSplit(int bytes) {
    assertEquals(expected(), RawRows.of(open(one.toString(), bytes)));
    assertEquals(expected(), RawRows.of(open(three.toString(), bytes)));
  }

  @Test
  void smallSplitsMakeManyPartitions() {
    assertEquals(5, open(one.toString(), 64).blocks().getNumPartitions()); // of 298 bytes
    assertTrue(open(three.toString(), 1 << 20).blocks().getNumPartitions() < 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void everyRowKeepsItsLineHoweverTheFileIsSplit(int bytes, @TempDir Path folder) {
    String path = writeText(folder, "a.csv", "x,y\r\n\r\n1,2\r3,4\n\n\r5,6\n,\n\"7\",8\r\n9,0");
    RawTable table = open(path, bytes);
    assertEquals(List.of("1 2", "3 4", "5 6", "7 8", "9 0"), RawRows.of(table));
    assertEquals(
        Stream.of(3, 4, 7, 9, 10).map(line -> path + ":" + line).toList(), Cells.places(table));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 1000})
  void columnsInAnotherOrderAreFoundInEveryPartOfAFile(int bytes, @TempDir Path folder) {
    write(folder, "a.csv", "x,y", "1,2");
    write(folder, "b.csv", "y,x", "4,3", "6,5", "8,7");
    assertEquals(List.of("1 2", "3 4", "5 6", "7 8"), RawRows.of(open(folder.toString(), bytes)));
  }

  private static RawTable open(String path, int bytes) {
    SPARK.context().hadoopConfiguration().setInt(SPLIT_BYTES, bytes);
    try {
      return new CsvSource(path).open(SPARK.context(), CellRules.NONE);
    } finally {
      SPARK.context().hadoopConfiguration().unset(SPLIT_BYTES);
    }
  }

  private static String[] lines(int from, int to) {
    return Stream.concat(
            Stream.of("x,label"), IntStream.range(from, to).mapToObj(i -> i + "," + i % 3))
        .toArray(String[]::new);
  }

  private static List<String> expected() {
    return IntStream.range(0, ROWS).mapToObj(i -> i + " " + i % 3).toList();
  }
}
