package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.testing.LocalSpark;
import java.nio.file.Path;
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
        path + ":1: found columns x, x, label, expected each name once",
        errorOf(new CsvSource(path, "label")));
  }

  @Test
  void twoLabelsAreRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,label,label", "1,2,3");
    assertEquals(
        path + ":1: found columns x, label, label, expected each name once",
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

  private static String errorOf(CsvSource source) {
    var error = assertThrows(InvalidInputException.class, () -> source.open(SPARK.context()));
    return String.valueOf(error.getMessage());
  }
}
