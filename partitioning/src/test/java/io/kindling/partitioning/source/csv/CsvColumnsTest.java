package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.openInSplits;
import static io.kindling.partitioning.testing.CsvFiles.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.column.Column;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.Hash;
import io.kindling.partitioning.column.MissingMode;
import io.kindling.partitioning.column.OneHot;
import io.kindling.partitioning.source.CategoryScan;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are not all numbers to train on one target with. */
class CsvColumnsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final FeatureColumns COLOURS =
      new FeatureColumns(Map.of("colour", new OneHot()), MissingMode.ERROR);

  @TempDir private Path folder;

  @Test
  void severalTargetsAreInTheOrderInWhichTheyAreNamed() {
    String path = write(folder, "a.csv", "x1,u,y1", "1,2,3", "4,5,6");
    assertEquals(
        List.of("[2.0] -> 3.0 1.0", "[5.0] -> 6.0 4.0"),
        Contents.listOf(new CsvSource(path, "y1", "x1").open(SPARK.context())));
  }

  @Test
  void aWeightIsWhatARowCountsFor() {
    String path = write(folder, "a.csv", "x,w,y", "1,0.5,3", "4,0,6", "7,1,9");
    assertEquals(
        List.of("[1.0] -> 3.0 * 0.5", "[4.0] -> 6.0 * 0.0", "[7.0] -> 9.0"),
        Contents.listOf(new CsvSource(path, "y").weighted("w").open(SPARK.context())));
  }

  @Test
  void targetsAndWeightsOfRowsToScoreAreNotRead() {
    String path = write(folder, "a.csv", "x,w,y", "1,heavy,good");
    CsvSource source = CsvSource.toScore(path, "y").weighted("w");
    assertEquals(List.of("[1.0] -> "), Contents.listOf(source.open(SPARK.context())));
  }

  @Test
  void categoriesAreSortedAndEmptyIsNone() {
    String path = write(folder, "a.csv", "colour,y", "red,0", "blue,0", ",0", "green,0", "red,0");
    assertEquals(
        List.of("blue", "green", "red"), fitted(path).columns().features().get(0).categories());
  }

  @Test
  void aCategoryIsItsNumberAndEmptyIsNone() {
    String path = write(folder, "a.csv", "x,colour,y", "1,red,0", "2,blue,0", "3,,0");
    assertEquals(
        List.of("[1.0, 1.0] -> 0.0", "[2.0, 0.0] -> 0.0", "[3.0, -1.0] -> 0.0"),
        Contents.listOf(fitted(path)));
  }

  @Test
  void aValueThatWasNotThereInTrainingIsNone() {
    List<Column> categories =
        fitted(write(folder, "a.csv", "colour,y", "red,0", "blue,0")).columns().features();
    String other = write(folder, "b.csv", "colour,y", "red,0", "Red,0", "yellow,0");
    assertEquals(
        List.of("[1.0] -> 0.0", "[-1.0] -> 0.0", "[-1.0] -> 0.0"),
        Contents.listOf(open(other).withCategories(categories)));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20, 1 << 20})
  void categoriesAreTheSameHoweverTheFileIsSplit(int bytes) {
    String path = write(folder, "a.csv", "colour,y", "d,0", "b,0", "c,0", "a,0", "b,0", "é,0");
    SourceTable table = openInSplits(SPARK.context(), new CsvSource(path, "y"), COLOURS, bytes);
    assertEquals(
        List.of("a", "b", "c", "d", "é"),
        CategoryScan.fit(table).columns().features().get(0).categories());
  }

  @Test
  void aHashIsTheSameInEveryVersion() {
    assertEquals(
        List.of(222, 8, 722),
        List.of(
            new Hash(1000).bucket("10115"), new Hash(1000).bucket(""), new Hash(1000).bucket("é")));
  }

  @Test
  void aHashedColumnHoldsBuckets() {
    Hash hash = new Hash(10);
    String path = write(folder, "a.csv", "zip,y", "10115,0", "SW1A,0");
    FeatureColumns zip = new FeatureColumns(Map.of("zip", hash), MissingMode.ERROR);
    assertEquals(
        List.of(
            "[%d.0] -> 0.0".formatted(hash.bucket("10115")),
            "[%d.0] -> 0.0".formatted(hash.bucket("SW1A"))),
        Contents.listOf(new CsvSource(path, "y").open(SPARK.context(), zip)));
  }

  @Test
  void bucketsAreFilledAlike() {
    int[] rows = new int[10];
    for (int i = 0; i < 10_000; i++) {
      rows[new Hash(10).bucket("id-" + i)]++;
    }
    for (int count : rows) {
      assertEquals(1000, count, 150); // five standard deviations
    }
  }

  @Test
  void aMissingNumberIsNotANumber() {
    String path = write(folder, "a.csv", "x,z,y", ",2,0", "1,,0");
    FeatureColumns mean = new FeatureColumns(Map.of(), MissingMode.MEAN);
    SourceTable table = new CsvSource(path, "y").open(SPARK.context(), mean);
    assertEquals(2, RowScan.count(table, null)[0]);
    assertEquals(List.of("[NaN, 2.0] -> 0.0", "[1.0, NaN] -> 0.0"), Contents.listOf(table));
  }

  private static SourceTable open(String path) {
    return new CsvSource(path, "y").open(SPARK.context(), COLOURS);
  }

  private static SourceTable fitted(String path) {
    return CategoryScan.fit(open(path));
  }
}
