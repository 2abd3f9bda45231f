package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.testing.LocalSpark;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is found wrong before any row is read. */
class CsvHeaderErrorTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    String path = folder.resolve("missing.csv").toString();
    assertEquals(
        path + ": found no such file, expected a file, a folder of files or a glob",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void anEmptyFileIsRefused(@TempDir Path folder) {
    String path = writeText(folder, "a.csv", "");
    assertEquals(
        path + ": found an empty file, expected a header line of column names",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void aMissingLabelIsRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,y,z", "1,2,3");
    assertEquals(
        path + ":1: found columns x, y, z, expected 'label' among them",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void duplicateNamesAreRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,x,label", "1,2,3");
    assertEquals(
        path + ":1: found column 'x' twice, expected each name once",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void twoLabelsAreRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,label,label", "1,2,3");
    assertEquals(
        path + ":1: found column 'label' twice, expected each name once",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void aLabelAloneIsRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", "label", "1");
    assertEquals(
        path + ":1: found columns label, expected at least one feature",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void rowsToScoreNeedAFeatureToo(@TempDir Path folder) {
    String path = write(folder, "a.csv", "label", "1");
    assertEquals(
        path + ":1: found columns label, expected at least one feature",
        errorOf(CsvSource.toScore(path, "label")));
  }

  @Test
  void aHeaderThatIsNoCsvIsRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,\"label", "1,2");
    assertEquals(
        path + ":1: found a line that is not valid CSV, expected a header line of column names",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void aBlankFirstLineIsRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", "", "x,label", "1,2");
    assertEquals(
        path + ":1: found an empty line, expected a header line of column names",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void aMissingLabelAmongManyColumnsIsRefusedInAShortLine(@TempDir Path folder) {
    String header = String.join(",", IntStream.range(0, 20_000).mapToObj(i -> "f" + i).toList());
    String path = write(folder, "a.csv", header, "1");
    String message = errorOf(new CsvSource(path, "nope"));
    assertTrue(message.startsWith(path + ":1: found columns f0, f1, f2, "), message);
    assertTrue(message.endsWith(" more, expected 'nope' among them"), message);
    assertTrue(message.length() < 300, () -> message.length() + " characters");
  }

  @Test
  void aColumnThatStandsTwiceAmongManyIsNamed(@TempDir Path folder) {
    String header = String.join(",", IntStream.range(0, 20_000).mapToObj(i -> "f" + i).toList());
    String path = write(folder, "a.csv", header + ",f17000,label", "1");
    assertEquals(
        path + ":1: found column 'f17000' twice, expected each name once",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void aNameOfAMegabyteIsCut(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x".repeat(1 << 20), "1");
    String message = errorOf(new CsvSource(path, "label"));
    assertTrue(message.length() < 300, () -> message.length() + " characters");
  }

  private static String errorOf(CsvSource source) {
    var error = assertThrows(InvalidInputException.class, () -> source.open(SPARK.context()));
    return String.valueOf(error.getMessage());
  }
}
