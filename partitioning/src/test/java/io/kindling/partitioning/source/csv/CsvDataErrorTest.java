package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found wrong when the rows are scanned: the first bad row, by its file and line. */
class CsvDataErrorTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String HEADER = "x,y,label";

  @Test
  void aWordAmongTheNumbersIsNamedWithItsLineAndColumn(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,2,0", "3,four,1");
    assertEquals(path + ":3: found 'four' in column 'y', expected a number", errorOf(path));
  }

  @Test
  void aWordForALabelIsNamed(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,2,cat");
    assertEquals(path + ":2: found 'cat' in column 'label', expected a number", errorOf(path));
  }

  @Test
  void anEmptyValueIsNamed(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,,0");
    assertEquals(path + ":2: found '' in column 'y', expected a number", errorOf(path));
  }

  @Test
  void tooFewColumnsAreRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,2,0", "1,2");
    assertEquals(path + ":3: found 2 columns, expected 3 (x, y, label)", errorOf(path));
  }

  @Test
  void tooManyColumnsAreRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,2,0,");
    assertEquals(path + ":2: found 4 columns, expected 3 (x, y, label)", errorOf(path));
  }

  @Test
  void anOpenQuoteIsRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,\"2,0");
    assertEquals(
        path + ":2: found a line that is not valid CSV, expected 3 (x, y, label)", errorOf(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3f",
        "1d",
        "2F",
        "4D",
        "0x1p3",
        "-0X1P3",
        "0x10",
        "1_000",
        "1\u00a0000",
        "NaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "+Infinity",
        "inf",
        "١٢",
        "１",
        "1\u0000",
        "\u00001",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1,5",
        "- 1",
        "--1"
      })
  void whatIsNoPlainDecimalNumberIsNamed(String value, @TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,2,0", "3,\"" + value + "\",0");
    assertEquals(
        path + ":3: found '" + value + "' in column 'y', expected a number", errorOf(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3f", "0x1p0", "NaN", "Infinity"})
  void aLabelThatIsNoPlainDecimalNumberIsNamed(String value, @TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,2," + value);
    assertEquals(
        path + ":2: found '" + value + "' in column 'label', expected a number", errorOf(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e39", "-3.5e38", "1e400", "-1e999999999"})
  void aNumberBeyondFloatIsRefused(String value, @TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, value + ",2,0");
    assertEquals(
        path + ":2: found '" + value + "' in column 'x', expected a number from -3.4e38 to 3.4e38",
        errorOf(path));
  }

  @Test
  void aLineThatIsTooShortAmongManyColumnsIsRefusedInAShortLine(@TempDir Path folder) {
    String header = String.join(",", IntStream.range(0, 20_000).mapToObj(i -> "f" + i).toList());
    String message = errorOf(write(folder, "a.csv", header + ",label", "1,2"));
    assertTrue(message.contains(":2: found 2 columns, expected 20001 (f0, f1, "), message);
    assertTrue(message.length() < 300, () -> message.length() + " characters");
  }

  @Test
  void aCellOfAMegabyteIsCut(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1," + "four".repeat(1 << 18) + ",1");
    String message = errorOf(path);
    assertTrue(message.startsWith(path + ":2: found 'fourfour"), message);
    assertTrue(message.length() < 300, () -> message.length() + " characters");
  }

  @Test
  void aLineOfAMegabyteInPlaceOfTheHeaderIsCut(@TempDir Path folder) {
    write(folder, "a.csv", HEADER, "1,2,0");
    write(folder, "b.csv", "x".repeat(1 << 20), "1,2,0");
    String message = errorOf(folder.toString());
    assertTrue(message.length() < 300, () -> message.length() + " characters");
  }

  @Test
  void aLabelBetweenTwoClassesIsRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,2,0.5");
    assertEquals(path + ":2: found label 0.5, expected a class from 0 to 2", errorOf(path));
  }

  @Test
  void aLabelOutsideTheClassesIsRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER, "1,2,-1");
    assertEquals(path + ":2: found label -1, expected a class from 0 to 2", errorOf(path));
  }

  @Test
  void blankLinesCountAsLines(@TempDir Path folder) {
    String path = writeText(folder, "a.csv", HEADER + "\r\n\r\n1,2,0\r\n\r\n1,b,0\r\n");
    assertEquals(path + ":5: found 'b' in column 'y', expected a number", errorOf(path));
  }

  @Test
  void theLineIsRightInACompressedFile(@TempDir Path folder) {
    String path = write(folder, "a.csv.gz", HEADER, "1,2,0", "1,b,0");
    assertEquals(path + ":3: found 'b' in column 'y', expected a number", errorOf(path));
  }

  @Test
  void aCompressedFileThatIsCutOffIsNamed(@TempDir Path folder) throws IOException {
    String text = HEADER + "\n" + "1,2,0\n".repeat(10_000);
    Path path = Path.of(writeText(folder, "a.csv.gz", text));
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length - 12)); // 8 of them the checksum
    String message = errorOf(path.toString());
    assertTrue(message.startsWith(path + ":"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 64, 1 << 20})
  void theLineIsRightInALaterSplit(int splitBytes, @TempDir Path folder) {
    String good = "1,2,0\n".repeat(50);
    String path = writeText(folder, "a.csv", HEADER + "\n" + good + "1,b,0\n" + good + "c,2,0\n");
    SourceTable table = CsvFiles.openInSplits(SPARK.context(), source(path), splitBytes);
    assertEquals(path + ":52: found 'b' in column 'y', expected a number", errorOf(table));
  }

  @Test
  void theFirstBadRowOfSeveralFilesIsNamed(@TempDir Path folder) {
    write(folder, "c.csv", HEADER, "c,2,0");
    String path = write(folder, "b.csv", HEADER, "b,2,0");
    write(folder, "a.csv", HEADER, "1,2,0");
    assertEquals(
        path + ":2: found 'b' in column 'x', expected a number", errorOf(folder.toString()));
  }

  @Test
  void anotherHeaderInTheSecondFileIsRefused(@TempDir Path folder) {
    write(folder, "a.csv", HEADER, "1,2,0");
    String path = write(folder, "b.csv", "y,x,label", "1,2,0");
    assertEquals(
        path + ":1: found 'y,x,label', expected the header x, y, label",
        errorOf(folder.toString()));
  }

  @Test
  void aSecondFileWithoutAHeaderIsRefused(@TempDir Path folder) {
    write(folder, "a.csv", HEADER, "1,2,0");
    String path = write(folder, "b.csv", "1,2,0");
    assertEquals(
        path + ":1: found '1,2,0', expected the header x, y, label", errorOf(folder.toString()));
  }

  @Test
  void aHeaderWithoutRowsIsRefused(@TempDir Path folder) {
    String path = write(folder, "a.csv", HEADER);
    assertEquals(path + ": found no rows, expected at least 1", errorOf(path));
  }

  private static CsvSource source(String path) {
    return new CsvSource(path, "label");
  }

  private static String errorOf(String path) {
    return errorOf(source(path).open(SPARK.context()));
  }

  private static String errorOf(SourceTable table) {
    var error =
        assertThrows(InvalidInputException.class, () -> RowScan.count(table, TargetRange.oneOf(3)));
    return String.valueOf(error.getMessage());
  }
}
