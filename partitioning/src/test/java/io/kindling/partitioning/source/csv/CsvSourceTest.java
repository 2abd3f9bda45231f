package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.IdxWriter;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RawRows;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CSV file holds, however it is written. */
class CsvSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final List<String> ROWS = List.of("1 2 3", "4 5 6", "7 8 9");

  @TempDir private Path folder;

  @Test
  void aHeaderAmongTheRowsIsNoRow() {
    String text = "n,w,x\na,b,1\nn,w,x\nn,b,2\n\uFEFFn,w,x\n\uFEFFc,w,3\n\"n\",\"w\",\"x\"\n";
    String path = writeText(folder, "joined.csv", text);
    assertEquals(
        List.of("'a' 'b' 1", "'n' 'b' 2", "'c' 'w' 3"),
        RawRows.of(new CsvSource(path).open(SPARK.context(), CellRules.NONE)));
    String shorter = writeText(folder, "shorter.csv", "n,x\na,1\nn\n");
    assertEquals(
        List.of("'a' 1", shorter + ":3: found 1 columns, expected 2 (n, x)"),
        RawRows.of(new CsvSource(shorter).open(SPARK.context(), CellRules.NONE)));
  }

  @Test
  void columnsAreNamedAsInTheHeaderAndTypedAsTheirValues() {
    String path =
        write(folder, "a.csv", "größe,\"x, y\",z,n", "1,a,-2.5e-3,", "2.5,3,1E2,", "7,b,0,");
    assertEquals(
        List.of("größe NUMBER", "x, y TEXT", "z NUMBER", "n NUMBER"), RawRows.columns(open(path)));
    assertEquals(List.of("1 'a' -0.0025 -", "2.5 '3' 100 -", "7 'b' 0 -"), rows(path));
  }

  @Test
  void declaredTypesComeBeforeWhatIsSeen() {
    String path = write(folder, "a.csv", "x,y,z", "1,07,3", "four,5,6");
    CellRules rules =
        CellRules.of(Map.of("x", CellType.NUMBER, "y", CellType.TEXT, "z", CellType.SKIPPED));
    assertEquals(
        List.of("1 '07' _", "!four '5' _"),
        RawRows.of(new CsvSource(path).open(SPARK.context(), rules)));
  }

  @Test
  void whatStandsForMissingMakesNoColumnOfTexts() {
    String path = write(folder, "a.csv", "x,y,z", "NA,1,nix", "2,?,3", "NA,?,nix");
    assertEquals(List.of("- 1 'nix'", "2 - '3'", "- - 'nix'"), rows(path));
    CellRules rules = new CellRules(Map.of(), Optional.empty(), Optional.of(Set.of("nix")));
    assertEquals(
        List.of("'NA' '1' -", "'2' '?' 3", "'NA' '?' -"),
        RawRows.of(new CsvSource(path).open(SPARK.context(), rules)));
  }

  @Test
  void whatColumnsHoldIsSeenInRowsOfMillionsOfCharacters() {
    String path = write(folder, "a.csv", "x,note", "1," + "a".repeat(3 << 20), "2,b");
    assertEquals(List.of("x NUMBER", "note TEXT"), RawRows.columns(open(path)));
  }

  /** Words among numbers are mistakes rather than categories. */
  @Test
  void aColumnHalfOfNumbersIsOneOfNumbers() {
    assertEquals(
        List.of("x NUMBER"), RawRows.columns(open(write(folder, "a.csv", "x", "1", "one"))));
  }

  @Test
  void aTextBehindTheFirstRowsIsLeftInItsColumnOfNumbers() {
    String[] lines =
        Stream.concat(
                Stream.of("x,y"),
                Stream.concat(Stream.generate(() -> "1,2").limit(1000), Stream.of("1,two")))
            .toArray(String[]::new);
    List<String> rows = rows(write(folder, "a.csv", lines));
    assertEquals("1 !two", rows.get(1000));
  }

  @Test
  void typesAreSeenInSeveralFiles() {
    write(folder, "a.csv", "x,y", "1,2");
    write(folder, "b.csv", "x,y", "1,two", "1,three");
    assertEquals(List.of("x NUMBER", "y TEXT"), RawRows.columns(open(folder.toString())));
  }

  @Test
  void quotesHoldDelimitersQuotesAndBlanks() {
    String path = write(folder, "a.csv", "\"x\",y,label", "\" a, \"\"b\"\"\",\" 5\", 6 ");
    assertEquals(List.of("' a, \"b\"' 5 6"), rows(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,y,label\n1,2,3\n4,5,6\n7,8,9\n",
        "x,y,label\n1,2,3\n4,5,6\n7,8,9",
        "x,y,label\r\n1,2,3\r\n4,5,6\r\n\r\n7,8,9\r\n",
        "x,y,label\r1,2,3\r4,5,6\r7,8,9\r",
        "\uFEFFx,y,label\n1,2,3\n4,5,6\n7,8,9\n",
        "\n\nx,y,label\n\n1,2,3\n \t\n4,5,6\n,,\n\n ,, \n7,8,9\n,\n\n",
        "x,y,label,\n1,2,3,\n4,5,6\n7,8,9,\n",
        ",x,y,label\n0,1,2,3\n2,4,5,6\n1,7,8,9\n",
        "\"x\",\"y\",\"label\"\n\"1\",2,\"3\"\n 4 ,5,6\n7,8,\"9\"\n",
      })
  void theSameRowsMayBeWrittenInManyWays(String text) {
    RawTable table = open(writeText(folder, "a.csv", text));
    assertEquals(ROWS, RawRows.of(table));
    assertEquals(List.of("x NUMBER", "y NUMBER", "label NUMBER"), RawRows.columns(table));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aByteOrderMarkTellsTheEncoding(String charset) {
    byte[] bytes = "\uFEFFgröße,y\n1,é\n".getBytes(Charset.forName(charset));
    RawTable table = open(IdxWriter.write(folder, "a.csv", bytes));
    assertEquals(List.of("1 'é'"), RawRows.of(table));
    assertEquals("größe", table.columns().get(0).name());
  }

  @Test
  void anEncodingCanBeDeclared() {
    byte[] bytes = "größe,y\n1,é\n".getBytes(StandardCharsets.ISO_8859_1);
    String path = IdxWriter.write(folder, "a.csv", bytes);
    CsvDialect latin = CsvDialect.SEEN.withEncoding("ISO-8859-1");
    assertEquals(List.of("1 'é'"), rows(path, latin));
  }

  @Test
  void packedFilesAreReadWithAndWithoutTheirEnding() {
    byte[] packed = IdxWriter.gzip("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("1 2"), rows(IdxWriter.write(folder, "a.csv.gz", packed)));
    assertEquals(List.of("1 2"), rows(IdxWriter.write(folder, "a.csv", packed)));
  }

  @Test
  void lineBreaksWithinQuotesAreReadWhereTheyAreDeclared() {
    String path = writeText(folder, "a.csv", "x,note\n1,\"a\nb\"\n2,\"c\r\n\r\nd\"\n3,e\n");
    CsvDialect multiline = CsvDialect.SEEN.withMultiline(true);
    RawTable table = new CsvSource(path, multiline).open(SPARK.context(), CellRules.NONE);
    assertEquals(List.of("1 'a\nb'", "2 'c\r\n\r\nd'", "3 'e'"), RawRows.of(table));
    assertEquals(List.of(path + ":2", path + ":4", path + ":7"), Cells.places(table));
  }

  @Test
  void columnsOfLaterFilesAreFoundByTheirNames() {
    write(folder, "a.csv", ",x,y,", "0,1,2,", "1,3,4,");
    write(folder, "b.csv", "y,x", "6,5", "8,7");
    write(folder, "c.csv", "y,x,", "10,9,");
    write(folder, "d.csv", "x,y");
    assertEquals(List.of("1 2", "3 4", "5 6", "7 8", "9 10"), rows(folder.toString()));
  }

  @Test
  void linesMayBeComments() {
    String path = write(folder, "a.csv", "# made today", "x,y", "#1,2", "3,4");
    CsvDialect comments = CsvDialect.SEEN.withComment('#');
    RawTable table = new CsvSource(path, comments).open(SPARK.context(), CellRules.NONE);
    assertEquals(List.of("3 4"), RawRows.of(table));
    assertEquals(List.of(path + ":4"), Cells.places(table));
  }

  @Test
  void quotesMayBeEscapedAsSparkWritesThem() {
    String path =
        write(folder, "a.csv", "x,note", "1,\"say \\\"hi\\\"\"", "2,\"a, b\"", "3,\"C:\\new\\\\\"");
    assertEquals(List.of("1 'say \"hi\"'", "2 'a, b'", "3 'C:\\new\\'"), rows(path));
  }

  @Test
  void numbersMayBeGrouped() {
    String path = write(folder, "a.csv", "x;y", "1.234,5;-1.234.567", "1.23;1,5", "12.3456;12");
    CsvDialect grouped = CsvDialect.SEEN.withNumbers(',', Optional.of('.'));
    CellRules numbers = CellRules.of(Map.of("x", CellType.NUMBER, "y", CellType.NUMBER));
    assertEquals(
        List.of("1234.5 -1234567", "!1.23 1.5", "- 12"),
        RawRows.of(new CsvSource(path, grouped).open(SPARK.context(), numbers)));
  }

  private static RawTable open(String path) {
    return new CsvSource(path).open(SPARK.context(), CellRules.NONE);
  }

  private static List<String> rows(String path) {
    return RawRows.of(open(path));
  }

  private static List<String> rows(String path, CsvDialect dialect) {
    return RawRows.of(new CsvSource(path, dialect).open(SPARK.context(), CellRules.NONE));
  }
}
