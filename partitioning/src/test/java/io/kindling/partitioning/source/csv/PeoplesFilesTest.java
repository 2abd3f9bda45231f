package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.SPLIT_BYTES;
import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RawRows;
import io.kindling.predictor.table.CellRules;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV as programs for people write it: spreadsheets, R, pandas, databases, and hands. */
class PeoplesFilesTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\" \"y\" \"k\"\n\"1\" 1 -2 \"a b\"\n\"2\" 3 4 \"c\"\n", // R's write.table
        "x,y,k\nfirst,1,-2,a b\nsecond,3,4,c\n",
        "     x  y    k\n0    1 -2  'a b'\n1    3  4    'c'\n", // pandas' to_string
        ",x,y,k\nfirst,1,-2,a b\nsecond,3,4,c\nthird,,,\n"
      })
  void namesOfRowsWithoutANameAreLeftOut(String text) {
    RawTable table = open(writeText(folder, "a.txt", text));
    assertEquals(List.of("x NUMBER", "y NUMBER", "k TEXT"), RawRows.columns(table));
    assertEquals(List.of("1 -2 'a b'", "3 4 'c'"), RawRows.of(table).subList(0, 2));
    assertEquals("left out", table.notes().toString().replaceAll(".*(left out).*", "$1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x y k\n1 -2 a\n3 4 \"b  c\"\n",
        "  x   y\tk  \n\n 1\t\t-2 \t a\t\n3 4 \"b  c\"",
        "x\u00A0\u00A0y   k\r\n1   -2  a  \r\n3   4   \"b  c\"\r\n"
      })
  void blanksAndTabsInARowAreOneDelimiter(String text) {
    RawTable table = open(writeText(folder, "a.txt", text));
    assertEquals(List.of("1 -2 'a'", "3 4 'b  c'"), RawRows.of(table));
    assertEquals(List.of("blanks between columns"), table.notes());
  }

  @Test
  void quotesAmongBlanksMayBeDoubledAtAnyPlaceOfABuffer() {
    for (int i = 0; i < 70; i++) {
      String text = "x k\n1 \"" + "a".repeat(8100 + i) + "\"\"  \"\"b\"\n2   c\n";
      assertEquals(
          List.of("1 '" + "a".repeat(8100 + i) + "\"  \"b'", "2 'c'"),
          RawRows.of(open(writeText(folder, "a.txt", text))));
    }
  }

  @Test
  void apostrophesMayStandAroundValues() {
    RawTable table = open(write(folder, "a.csv", "'x','k'", "1,'a, b'", "'2','it''s'", "3,'c'"));
    assertEquals(List.of("1 'a, b'", "2 'it's'", "3 'c'"), RawRows.of(table));
    assertEquals(List.of("apostrophes around values"), table.notes());
    assertEquals(
        List.of("1 ''tis so'", "2 'it's'"),
        RawRows.of(open(write(folder, "b.csv", "x,k", "1,'tis so", "2,it's"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Shapes of things\n\nx,y,k\n1,2,a\n3,4,b\n",
        "Shapes of things,,\nmade:,2024,\nx,y,k\n1,2,a\n3,4,b\n",
        "Shapes of things;;\nx;y;k\n1;2;a\n3;4;b\n",
        "# Shapes of things\n# by hand\nx,y,k\n1,2,a\n3,4,b\n",
        "Source,Shapes,\n\nUpdated,2024-01-01,\n\nx,y,k,\n1,2,a,\n3,4,b,\n", // World Bank
      })
  void linesOfATitleAreLeftOut(String text) {
    String path = writeText(folder, "a.csv", text);
    RawTable table = open(path);
    assertEquals(List.of("x NUMBER", "y NUMBER", "k TEXT"), RawRows.columns(table));
    assertEquals(List.of("1 2 'a'", "3 4 'b'"), inParts(path));
    assertEquals("above the table", table.notes().get(0).replaceAll(".*(above the table).*", "$1"));
    long lines = text.lines().count();
    assertEquals(List.of(path + ":" + (lines - 1), path + ":" + lines), Cells.places(table));
  }

  @Test
  void eachFileMayHaveATitle() {
    write(folder, "a.csv", "First", "x,k", "1,a", "2,b");
    write(folder, "b.csv", "Second", "k,x", "c,3");
    write(folder, "c.csv", "x,k", "4,d");
    write(folder, "d.csv", "5,e");
    assertEquals(
        List.of("1 'a'", "2 'b'", "3 'c'", "4 'd'", "5 'e'"), RawRows.of(open(folder.toString())));
  }

  @Test
  void howManyLinesAreSkippedCanBeSaid() {
    String path = write(folder, "a.csv", "1,one", "2,two", "3,c", "4,d");
    CsvSource source = new CsvSource(path, CsvDialect.SEEN.withSkip(2).withHeader(false));
    assertEquals(
        List.of("3 'c'", "4 'd'"), RawRows.of(source.open(SPARK.context(), CellRules.NONE)));
  }

  @Test
  void codesAreTextsAndPaddedMonthsNumbers() {
    RawTable table = open(write(folder, "a.csv", "zip,month,n", "02134,01,5", "10001,12,007.5"));
    assertEquals(List.of("'02134' 1 5", "'10001' 12 7.5"), RawRows.of(table));
    assertEquals(
        List.of(
            "column 'zip' has numbers with zeros in front, such as '02134': read as texts;"
                + " data.columns.zip: numeric makes numbers of them",
            "column 'month' has numbers with zeros in front, such as '01': read as numbers;"
                + " data.columns.month: one_hot keeps them as texts"),
        table.notes());
  }

  @Test
  void labelsKeepTheirZerosAndDigits() {
    String path = write(folder, "a.csv", "x,k,id", "1,01,9007199254740993", "2,1,9007199254740992");
    CellRules labels = CellRules.NONE.withLabels(List.of("k", "id"));
    RawTable table = new CsvSource(path).open(SPARK.context(), labels);
    assertEquals(
        List.of("1 '01' '9007199254740993'", "2 '1' '9007199254740992'"), RawRows.of(table));
  }

  @Test
  void identifiersThatOccurAgainKeepAllDigitsAndOthersAreTold() {
    RawTable table =
        open(
            write(
                folder,
                "a.csv",
                "user,time",
                "9007199254740993,1735689600123456789",
                "9007199254740995,1735689600123456790",
                "9007199254740993,1735689600123456791",
                "9007199254740993,1735689600123456792"));
    assertEquals(List.of("user TEXT", "time NUMBER"), RawRows.columns(table));
    assertEquals(
        List.of(
            "column 'user' has whole numbers of more digits than numbers keep, such as"
                + " '9007199254740993': read as texts; data.columns.user: numeric makes numbers of them",
            "column 'time' has whole numbers of more digits than numbers keep, such as"
                + " '1735689600123456789': the last ones are lost; data.columns.time: ignore leaves"
                + " it out"),
        table.notes());
  }

  @Test
  void numbersMayHaveTheSignsOfTypesetters() {
    String path =
        write(
            folder,
            "a.csv",
            "x,y,z",
            "\u22121.5,\u00A02,\u2013",
            "\u20132e\u22123,\uFF0B3\u202F,4");
    assertEquals(List.of("-1.5 2 -", "-0.002 3 4"), RawRows.of(open(path)));
  }

  @Test
  void numbersMayHavePerCentAndCurrencySigns() {
    RawTable table =
        open(
            write(
                folder,
                "a.csv",
                "share,price,change,paid",
                "12.5%,\"$1,200\",(3),12 €",
                "-3 %,$15,5%,-€7.50",
                ",-$1.25,\"(1,234.5)\",0 €"));
    assertEquals(
        List.of("12.5 1200 -3 12", "-3 15 5 -7.5", "- -1.25 -1234.5 0"), RawRows.of(table));
    assertEquals("column 'price': '$1,200' is read as 1200", table.notes().get(1));
  }

  @Test
  void groupsOfThousandsAreReadWhereTheyLeaveNoDoubt() {
    String swiss = write(folder, "a.csv", "x;y;z", "1'234;1.234,50 €;1,500", "12'000;0,75 €;2,250");
    RawTable table = open(swiss);
    assertEquals(List.of("1234 1234.5 '1,500'", "12000 0.75 '2,250'"), RawRows.of(table));
    String comma = write(folder, "b.csv", "x,y", "\"1,500\",1", "\"2,250\",2");
    assertEquals(List.of("1500 1", "2250 2"), RawRows.of(open(comma)));
  }

  @Test
  void aSignBesideOneNumberOfManyIsNoNumber() {
    String path = write(folder, "a.csv", "x,y", "1,a", "2%,b", "3,c");
    assertEquals(List.of("1 'a'", "!2% 'b'", "3 'c'"), RawRows.of(open(path)));
  }

  @Test
  void lineEndsMayBeMixed() {
    String path = writeText(folder, "a.csv", "x,k\r\n1,a\n2,b\r3,c\r\n\r4,d\n\r\n5,e");
    List<String> rows = List.of("1 'a'", "2 'b'", "3 'c'", "4 'd'", "5 'e'");
    RawTable table = open(path);
    assertEquals(rows, RawRows.of(table));
    assertEquals(
        IntStream.of(2, 3, 4, 6, 8).mapToObj(line -> path + ":" + line).toList(),
        Cells.places(table));
    for (int bytes = 3; bytes <= 10; bytes++) { // parts that begin at each of the line ends
      assertEquals(rows, inParts(path, bytes));
    }
  }

  @Test
  void byteOrderMarksWhereFilesWereJoinedAreNone() {
    String one = "\uFEFF\"x\",\"k\"\n1,\"a\"\n";
    String path = writeText(folder, "a.csv", one + one.replace('a', 'b') + "\uFEFF2,c\n\uFEFF");
    List<String> rows = List.of("1 'a'", "1 'b'", "2 'c'");
    assertEquals(rows, RawRows.of(open(path)));
    assertEquals(rows, inParts(path));
  }

  @Test
  void someFilesMayLackTheHeader() {
    write(folder, "xaa", "x,k", "1,a", "2,b");
    String second = write(folder, "xab", "3,c", "4,d");
    RawTable table = open(folder.toString());
    List<String> rows = List.of("1 'a'", "2 'b'", "3 'c'", "4 'd'");
    assertEquals(rows, RawRows.of(table));
    assertEquals(rows, inParts(folder.toString()));
    assertEquals(
        List.of("no header in %s: columns as in the first file".formatted(second)), table.notes());
  }

  @Test
  void theHeaderMayStandInALaterFile() {
    write(folder, "a.csv", "1.5,a", "2,b");
    String second = write(folder, "b.csv", "x,k", "3,c");
    RawTable table = open(folder.toString());
    assertEquals(List.of("x NUMBER", "k TEXT"), RawRows.columns(table));
    assertEquals(List.of("1.5 'a'", "2 'b'", "3 'c'"), RawRows.of(table));
    assertEquals(
        List.of("the header of %s, which the files before it lack".formatted(second)),
        table.notes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,k\n1,a,,\n2,b,,\n",
        "x,k,,\n1,a,,\n2,b\n,,,\n\u001A",
        "x,,k\n1,,a\n2,,b\n",
      })
  void emptyColumnsWithoutANameAreNone(String text) {
    assertEquals(List.of("1 'a'", "2 'b'"), RawRows.of(open(writeText(folder, "a.csv", text))));
  }

  @Test
  void tablesOfHiveAreRead() {
    RawTable table = open(writeText(folder, "000000_0", "1\u0001a\n\\N\u0001b\n3\u0001a\n"));
    assertEquals(List.of("1 'a'", "- 'b'", "3 'a'"), RawRows.of(table));
    assertEquals(
        List.of("Hive's U+0001 between columns, no header: columns _1 … _2"), table.notes());
  }

  @Test
  void aDateAboveDatesIsNoHeader() {
    String path = write(folder, "a.csv", "2024-01-03,5,a", "2024-01-04,6,b", "2024-01-05,7,c");
    assertEquals(3, RawRows.of(open(path)).size());
    String signs = write(folder, "b.csv", "$5,a", "$6,b", "$7,c");
    assertEquals(List.of("5 'a'", "6 'b'", "7 'c'"), RawRows.of(open(signs)));
    String percentiles = write(folder, "c.csv", "city,5%,95%", "Bonn,1,2", "Ulm,3,4");
    assertEquals(
        List.of("city TEXT", "5% NUMBER", "95% NUMBER"), RawRows.columns(open(percentiles)));
  }

  @Test
  void numbersOfWhichSomeNeedNoSignsAreReadAsTheOthers() {
    String path =
        write(folder, "a.csv", "x,y", "999,12.5", "7,(3)", "\"1,234\",$4", "0,1", "12,-7");
    RawTable table = open(path);
    assertEquals(List.of("999 12.5", "7 -3", "1234 4", "0 1", "12 -7"), RawRows.of(table));
    assertEquals(
        List.of("column 'x': '1,234' is read as 1234", "column 'y': '(3)' is read as -3"),
        table.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5%", "1,5", "12,34", "1,10,00", "1,100,00", "-5-", "(a)"})
  void aTextThatLeavesADoubtAmongNumbersIsNone(String text) {
    String path = write(folder, "a.csv", "x,y", "1,0", "2,0", "\"" + text + "\",0", "3,0");
    assertEquals(List.of("1 0", "2 0", "!" + text + " 0", "3 0"), RawRows.of(open(path)));
  }

  @Test
  void blanksThatPadNumbersDivideThemThoughATabStandsBeforeNames() {
    String path =
        write(
            folder,
            "a.data",
            "18.0   8   307.0      130.0   70  1\t\"chevrolet chevelle malibu\"",
            "25.0   4   98.00      ?       71  1\t\"ford pinto\"");
    assertEquals(
        List.of("18 8 307 130 70 1 'chevrolet chevelle malibu'", "25 4 98 - 71 1 'ford pinto'"),
        RawRows.of(open(path)));
    String texts = write(folder, "b.tsv", "way\tcity", "street  5  6\tBonn", "lane  7  8\tUlm");
    assertEquals(List.of("'street  5  6' 'Bonn'", "'lane  7  8' 'Ulm'"), RawRows.of(open(texts)));
  }

  @Test
  void numbersMayHaveGroupsOfIndiaAndAMinusBehindThem() {
    String path =
        write(
            folder,
            "a.csv",
            "pay,price,credit",
            "\"1,10,000.50\",\"₹ 12,34,567\",\"1,000.50-\"",
            "\"90,000\",₹ 900,\"1,234.00\"");
    assertEquals(List.of("110000.5 1234567 -1000.5", "90000 900 1234"), RawRows.of(open(path)));
    String sap = write(folder, "b.csv", "n;x", "1;1.000,50-", "2;12,25");
    assertEquals(List.of("1 -1000.5", "2 12.25"), RawRows.of(open(sap)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at,temp,hum,place\ns,°C,%,-\n1,2.5,3,a\n2,4,5,b\n", // loggers
        "at;temp;hum;place\ns;°C;%;\n1;2,5;3;a\n2;4;5;b\n",
        "at,temp,hum,place\nWhen?,How warm?,How wet?,Where?\n" // surveys
            + "\"{\"\"id\"\":1}\",\"{\"\"id\"\":2}\",\"{\"\"id\"\":3}\",\"{\"\"id\"\":4}\"\n"
            + "1,2.5,3,a\n2,4,5,b\n",
        "at,temp,hum,place\nat,°C,temp,where\n,Smp,Smp,\n1,2.5,3,a\n2,4,5,b\n"
      })
  void linesOfUnitsBelowTheHeaderAreLeftOut(String text) {
    String path = writeText(folder, "a.csv", text);
    RawTable table = open(path);
    assertEquals(
        List.of("at NUMBER", "temp NUMBER", "hum NUMBER", "place TEXT"), RawRows.columns(table));
    assertEquals(List.of("1 2.5 3 'a'", "2 4 5 'b'"), RawRows.of(table));
    assertEquals(List.of("1 2.5 3 'a'", "2 4 5 'b'"), inParts(path));
    String last = table.notes().get(table.notes().size() - 1);
    assertEquals("below the header", last.replaceAll(".*(below the header).*", "$1"));
  }

  @Test
  void eachFileMayHaveLinesOfUnits() {
    String lines = "pH,temp,hum,k\n-,°C,%,\n";
    writeText(folder, "a.csv", lines + "7,1,2,a\n" + lines + "-,3,3,b\n");
    writeText(folder, "b.csv", lines + "8,4,5,c\n");
    assertEquals(
        List.of("7 1 2 'a'", "- 3 3 'b'", "8 4 5 'c'"), RawRows.of(open(folder.toString())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,k\nn/k,n/k,x\n1,2,y\n3,4,z\n", // a row that knows nothing
        "a,b,k\nlow,2,x\n1,high,y\n3,4,z\n",
        "a,b,k\nlow,high,x\n1,2,y\n3,4,x\n",
        "k,b,c\nred,round,big\nblue,flat,7\ngreen,round,8\n"
      })
  void aRowOfTextsIsNoLineOfUnits(String text) {
    assertEquals(3, RawRows.of(open(writeText(folder, "a.csv", text))).size());
  }

  private static RawTable open(String path) {
    return new CsvSource(path).open(SPARK.context(), CellRules.NONE);
  }

  /** The rows, where a file is read in parts of a few bytes. */
  private static List<String> inParts(String path) {
    return inParts(path, 7);
  }

  private static List<String> inParts(String path, int bytes) {
    SPARK.context().hadoopConfiguration().setInt(SPLIT_BYTES, bytes);
    try {
      return RawRows.of(open(path));
    } finally {
      SPARK.context().hadoopConfiguration().unset(SPLIT_BYTES);
    }
  }
}
