package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.SPLIT_BYTES;
import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.IdxWriter;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RawRows;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.RawBlock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and rows that cannot be read, by their file and line. */
class CsvErrorTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String OPEN =
      "found a quote that is not closed on its line, expected one that is, or multiline: true where"
          + " values hold line breaks";

  @TempDir private Path folder;

  static Stream<Arguments> badRows() {
    return Stream.of(
        arguments("1,2,0\n1,2\n", "FILE:3: found 2 columns, expected 3 (x, y, label)"),
        arguments("1,2,0,\n", "FILE:2: found 4 columns, expected 3 (x, y, label)"),
        arguments("\r\n\r\n1,2\r\n", "FILE:4: found 2 columns, expected 3 (x, y, label)"),
        arguments("1,2,0\r1,2\r", "FILE:3: found 2 columns, expected 3 (x, y, label)"),
        arguments("1,\"2,0\n1,2,0\n", "FILE:2: " + OPEN),
        arguments("1,\"2,0", "FILE:2: " + OPEN),
        arguments("1,\"2\n3\",0\n", "FILE:2: " + OPEN),
        arguments(
            "1,2,0\n1,\"2\"3,0\n",
            "FILE:3: found a line that is not valid CSV, expected 3 (x, y, label)"));
  }

  @ParameterizedTest
  @MethodSource("badRows")
  void aBadRowIsTheLastAndNamedHoweverTheFileIsSplit(String rows, String message) {
    String path = writeText(folder, "a.csv", "x,y,label\n" + rows + "9,9,9\n");
    assertEquals(message.replace("FILE", path), errorOf(path));
    for (int bytes : new int[] {5, 12}) {
      SPARK.context().hadoopConfiguration().setInt(SPLIT_BYTES, bytes);
      try {
        assertEquals(message.replace("FILE", path), errorOf(path));
      } finally {
        SPARK.context().hadoopConfiguration().unset(SPLIT_BYTES);
      }
    }
  }

  @Test
  void aTextInARowThatIsNoneIsNotToldAsOneOfItsColumn() {
    String path = write(folder, "a.csv", "x,y", "1,2", "a,b,c");
    CellRules numbers = CellRules.of(Map.of("x", CellType.NUMBER, "y", CellType.NUMBER));
    RawBlock block = Cells.blocks(new CsvSource(path).open(SPARK.context(), numbers)).get(0);
    assertNull(((NumberChunk) block.column(0)).stray());
  }

  @Test
  void anOpenQuoteAmongLineBreaksIsNamed() {
    String path = writeText(folder, "a.csv", "x,y\n1,\"2\n3\"\n4,\"5\n6\n");
    CsvSource source = new CsvSource(path, CsvDialect.SEEN.withMultiline(true));
    List<String> rows = RawRows.of(source.open(SPARK.context(), CellRules.NONE));
    assertEquals(
        path + ":4: found a quote that is not closed, expected its end", rows.get(rows.size() - 1));
  }

  @Test
  void aValueInAColumnWithoutANameIsNamed() {
    StringBuilder rows = new StringBuilder("x,y,\n");
    rows.append("1,2,\n".repeat(CsvHead.LINES)).append("1,2,3\n");
    String path = writeText(folder, "a.csv", rows.toString());
    assertEquals(
        path
            + ":1002: found '3' in the last column, which has no name, expected nothing in it, or a"
            + " name in the header",
        errorOf(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"y,x,other", "1,2,a", "x,y", "x,y,label,more"})
  void aSecondFileWithOtherColumnsIsNamed(String header) {
    write(folder, "a.csv", "x,y,label", "1,2,0");
    String path = write(folder, "b.csv", header, "1,2,0");
    assertEquals(
        path + ":1: found '" + header + "', expected the header x, y, label",
        errorOf(folder.toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2000})
  void bytesThatAreNoTextAreNamedWithTheirLine(int linesBefore) {
    String text = "x,y\n" + "1,a\n".repeat(linesBefore) + "2,é\n";
    String path = IdxWriter.write(folder, "a.csv", text.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        path
            + ":%s: found bytes that are not valid UTF-8, expected UTF-8, or the file's encoding, such as encoding: ISO-8859-1"
                .formatted(linesBefore + 2),
        messageOf(path));
  }

  @Test
  void bytesThatAreNoTextBehindTheFirstAreNamedWithTheirLine() {
    String text = "x,y\n" + "1,a\n".repeat(300_000) + "2,é\n";
    String path = IdxWriter.write(folder, "a.csv", text.getBytes(StandardCharsets.ISO_8859_1));
    SPARK.context().hadoopConfiguration().setInt(SPLIT_BYTES, 500_000);
    try {
      assertTrue(errorOf(path).startsWith(path + ":300002: found bytes that are not valid UTF-8"));
    } finally {
      SPARK.context().hadoopConfiguration().unset(SPLIT_BYTES);
    }
  }

  @Test
  void whatIsNoTextIsNamed() {
    write(folder, "a.csv", "x,y", "1,2");
    String zip = IdxWriter.write(folder, "b.csv", new byte[] {'P', 'K', 3, 4, 20});
    String message = zip + ": found a zip archive, expected the files in it, unpacked";
    assertEquals(message, errorOf(folder.toString()));
    assertEquals(message, messageOf(zip));
    String binary = IdxWriter.write(folder, "c.csv", new byte[100]);
    assertEquals(
        binary + ": found bytes that are no text, expected text, or its encoding: UTF-16LE",
        messageOf(binary));
    byte[] pixels = new byte[1000]; // no zeros, and bytes above 127 only now and then
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (1 + i * 37 % 130);
    }
    String image = IdxWriter.write(folder, "d.bin", pixels);
    assertEquals(image + ": found bytes that are no text, expected text", messageOf(image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "2\0", "\0002"})
  void aNulByteIsNamedWithItsLineAndColumn(String cell) {
    String more = "1,a\n".repeat(2000);
    String expected = "text, or its encoding, such as encoding: UTF-16LE";
    String number = writeText(folder, "a.csv", "x,y\n" + more + cell + ",a\n");
    assertEquals(
        number + ":2002: found a NUL byte in column 'x', expected " + expected, errorOf(number));
    String text = writeText(folder, "b.csv", "x,y\n" + more + "1," + cell + "\n");
    assertEquals(
        text + ":2002: found a NUL byte in column 'y', expected " + expected, errorOf(text));
    String header = writeText(folder, "c.csv", "x,y" + cell + "\n1,a\n".repeat(20));
    assertEquals(
        header + ":1: found a NUL byte in the name of column 2, expected " + expected,
        messageOf(header));
  }

  @Test
  void utf16WithoutAMarkIsNamedAndReadWhereItIsDeclared() {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      String path = IdxWriter.write(folder, "a.csv", "x,y\n1,a\n".getBytes(charset));
      assertEquals(
          path + ": found UTF-16 without a byte order mark, expected encoding: " + charset,
          messageOf(path));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n"})
  void anEmptyFileIsRefused(String text) {
    String path = writeText(folder, "a.csv", text);
    assertEquals(
        path + ": found an empty file, expected a header line of column names", messageOf(path));
  }

  @Test
  void aNameOfAMegabyteIsCut() {
    String path = write(folder, "a.csv", "x".repeat(1 << 20) + ",y", "1,2,3");
    assertTrue(errorOf(path).length() < 300);
  }

  private static String errorOf(String path) {
    List<String> rows = RawRows.of(new CsvSource(path).open(SPARK.context(), CellRules.NONE));
    return rows.get(rows.size() - 1);
  }

  private static String messageOf(String path) {
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> new CsvSource(path).open(SPARK.context(), CellRules.NONE));
    return String.valueOf(error.getMessage());
  }
}
