package io.kindling.partitioning.source.libsvm;

import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.WidestRow;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibsvmSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String MOST_BYTES = "mapreduce.input.fileinputformat.split.maxsize";

  @TempDir private Path folder;

  @Test
  void rowsAreSparseAndAsWideAsTheLargestIndex() {
    RawTable table = open("+1 1:0.5 3:-2 # last\n\n# nothing\n-1\t2:1e-3 \r\n2.5 7:0\n");
    assertEquals(List.of("features SPARSE 7", "label NUMBER 1"), Cells.columns(table));
    assertEquals(List.of("{0=0.5 2=-2.0}, 1.0", "{1=0.001}, -1.0", "{}, 2.5"), Cells.rows(table));
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "1, 7"})
  void indicesMayCountFromZero(int firstIndex, int width) {
    String rows = firstIndex == 0 ? "1 0:5 7:2\n-1 3:1\n" : "1 1:5 7:2\n-1 3:1\n";
    writeText(folder, "rows", rows);
    RawTable table =
        new LibsvmSource(file(), Optional.empty(), firstIndex)
            .open(SPARK.context(), CellRules.NONE);
    assertEquals("features SPARSE " + width, Cells.columns(table).get(0));
    String first = "{0=5.0 %s=2.0}, 1.0".formatted(width - 1);
    assertEquals(List.of(first, "{%s=1.0}, -1.0".formatted(3 - firstIndex)), Cells.rows(table));
  }

  @Test
  void aFirstIndexIsOneOrZero() {
    assertEquals(
        "The first index must be 0 or 1, got 2",
        assertThrows(
                IllegalArgumentException.class, () -> new LibsvmSource(file(), Optional.empty(), 2))
            .getMessage());
  }

  @Test
  void aGivenNumberOfFeaturesIsTaken() {
    assertEquals("features SPARSE 5", Cells.columns(open("1 2:1\n", 5)).get(0));
  }

  @Test
  void anIndexAboveAGivenNumberOfFeaturesIsNamedWithItsLine() {
    assertEquals(
        file() + ":2: found index 3, expected 2 at most, the last of 2 features",
        Cells.error(open("1 2:1\n1 3:1\n", 2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anIndexForWhichThereIsNoMemoryIsNamedWithItsLine(int firstIndex) {
    writeText(folder, "rows", "1 2:1\n1 2147483647:1\n");
    LibsvmSource source = new LibsvmSource(file(), Optional.empty(), firstIndex);
    assertEquals(
        "%s:2: found index 2147483647, expected %s at most, %s"
            .formatted(file(), WidestRow.here() - 1 + firstIndex, WidestRow.reason()),
        Cells.error(source.open(SPARK.context(), CellRules.NONE)));
  }

  @Test
  void anIndexThatComesWhileFilesAreReadIsTold() {
    RawTable table = open("1 2:1\n");
    writeText(folder, "rows", "1 2:1\n1 3:1\n");
    assertEquals(
        file()
            + ":2: found index 3, expected 2 at most, the last when the files were looked at first;"
            + " they have changed since",
        Cells.error(table));
  }

  @Test
  void noMoreFeaturesThanAModelHasParametersAreTaken() {
    Optional<Integer> features = Optional.of(1 << 29);
    assertEquals(
        "The number of features must be at least 1 and below 536870912, got 536870912",
        assertThrows(IllegalArgumentException.class, () -> new LibsvmSource(file(), features, 1))
            .getMessage());
  }

  @Test
  void theOrderIsThatOfTheLinesForAnySplits() {
    StringBuilder text = new StringBuilder();
    List<String> rows = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      text.append(i).append(' ').append(i).append(":1\n");
      rows.add("{%s=1.0}, %s.0".formatted(i - 1, i));
    }
    SPARK.context().hadoopConfiguration().set(MOST_BYTES, "300");
    RawTable table = open(text.toString());
    assertTrue(table.blocks().getNumPartitions() > 5);
    assertEquals(rows, Cells.rows(table));
    SPARK.context().hadoopConfiguration().unset(MOST_BYTES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 0:2 | index 0, expected indices from 1 on, or first_index: 0 (--format-option first_index=0) where they count from 0",
        "1 2:1 2:1 | index 2 behind 2, expected indices that ascend",
        "1 99:1 2:1 | index 2 behind 99, expected indices that ascend",
        "1 x:1 | 'x' for an index, expected a whole number up to 536870911",
        "1 -3:1 | '-3' for an index, expected a whole number up to 536870911",
        "1 2147483648:1 | '2147483648' for an index, expected a whole number up to 536870911",
        "1 99999999999999999999:1 | '99999999999999999999' for an index, expected a whole number up to 536870911",
        "1 qid:1 2:1 | qid, expected rows without it: groups of rows that are ranked are not supported",
        "1 2:x | 'x' for the value of index 2, expected a number",
        "1 2:1e39 | '1e39' for the value of index 2, expected a number from -3.4e38 to 3.4e38",
        "1 2 | '2', expected index:value",
        "1 :43 | ':43', expected index:value, without blanks between",
        "1 2: 3 | '2:', expected index:value, without blanks between",
        "0,1 2:3 | '0,1' for the label, expected one, with a point where it is no whole number; several labels of a row are columns of 0 and 1 in csv, json and parquet",
        "3,12,-7 2:3 | '3,12,-7' for the label, expected one, with a point where it is no whole number; several labels of a row are columns of 0 and 1 in csv, json and parquet",
        "1:2 2:3 | '1:2' at the start of the line, expected a label"
      })
  void whatIsNoRowIsNamedWithItsLine(String line, String error) {
    assertEquals(file() + ":3: found " + error, Cells.error(open("1 9:1\n# rows\n" + line + "\n")));
  }

  @Test
  void aLabelThatIsNoNumberIsLeftToThoseWhoKnowWhatItIsFor() {
    assertEquals(List.of("{0=1.0}, 'red'"), Cells.rows(open("red 1:1\n")));
  }

  @Test
  void rowsWithoutAnyIndexAreRefused() {
    var error = assertThrows(InvalidInputException.class, () -> open("1\n2\n"));
    assertEquals(
        file() + ": found no index:value, expected lines of: label index:value …",
        error.getMessage());
  }

  /** The first look finds no index in them; the rows are told all the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 :43 | ':43', expected index:value, without blanks between",
        "1 age:3 | 'age' for an index, expected a whole number up to 536870911",
        "1 4294967296:1 | '4294967296' for an index, expected a whole number up to 536870911",
        "1 3 5 | '3', expected index:value",
      })
  void rowsOfWhichNoneHasAnIndexAreNamedWithTheFirstLine(String line, String error) {
    var refused =
        assertThrows(InvalidInputException.class, () -> open("# rows\n1\n" + line + "\n" + line));
    assertEquals(file() + ":3: found " + error, refused.getMessage());
    var locally =
        assertThrows(
            InvalidInputException.class,
            () ->
                new LibsvmSource(file())
                    .openLocally(SPARK.context().hadoopConfiguration(), CellRules.NONE));
    assertEquals(refused.getMessage(), locally.getMessage());
  }

  @Test
  void aCommaInALabelThatIsAWordIsPartOfIt() {
    assertEquals(List.of("{0=1.0}, 'a,b'"), Cells.rows(open("a,b 1:1\n")));
  }

  private String file() {
    return folder.resolve("rows").toString();
  }

  private RawTable open(String text) {
    writeText(folder, "rows", text);
    return new LibsvmSource(file()).open(SPARK.context(), CellRules.NONE);
  }

  private RawTable open(String text, int features) {
    writeText(folder, "rows", text);
    return new LibsvmSource(file(), Optional.of(features), 1).open(SPARK.context(), CellRules.NONE);
  }
}
