package io.kindling.partitioning.source.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen in the first lines of a file. */
class CsvHeadTest {
  /** Lines, with / for their ends; the columns, then the note. */
  static Stream<Arguments> heads() {
    return Stream.of(
        arguments("x,y/1,2/3,4", "x y", ""),
        arguments("x/1/3", "x", ""),
        arguments("x\ty/1\t2", "x y", "tabs between columns"),
        arguments("x|y/a|b", "x y", "pipes between columns"),
        arguments("x;y/1,5;2,25/3,0;4", "x y", "semicolons between columns, decimal commas"),
        arguments("x;y/1,5e+00;a/2,5e-01;b", "x y", "semicolons between columns, decimal commas"),
        arguments(
            "1,5;2,25/3,0;4",
            "_1 _2",
            "semicolons between columns, decimal commas, no header: columns _1 … _2"),
        arguments("x;y/1,500;2,250/3,000;4", "x y", "semicolons between columns"),
        arguments("x;y/1,5;2.25/3,0;4", "x y", "semicolons between columns"),
        arguments("id\ttext/1\ta, b/2\tc, d", "id text", "tabs between columns"),
        arguments("x,y,z/1,2/1,2,3", "x y z", ""),
        arguments("1,2/3,4", "_1 _2", "no header: columns _1 … _2"),
        arguments("1/3", "_1", "no header: column _1"),
        arguments(
            "39,Private,<=50K/50,Public,<=50K/38,Private,>50K",
            "_1 _2 _3",
            "no header: columns _1 … _3"),
        arguments("5.1,u1/4.9,u2", "_1 _2", "no header: columns _1 … _2"),
        arguments("1,a/2,b", "_1 _2", "no header: columns _1 … _2"),
        arguments("a,12/b,7/c,30", "_1 _2", "no header: columns _1 … _2"),
        arguments("ann,1990/bob,2001", "_1 _2", "no header: columns _1 … _2"),
        arguments("country,2019/France,2345/Italy,40", "country 2019", ""),
        arguments("country,1990,2000/France,1234,2345", "country 1990 2000", ""),
        arguments("country,1/France,12", "country 1", ""),
        arguments("width,007/1,2", "width 007", ""),
        arguments("country,2019,2020/France,1,2", "country 2019 2020", ""),
        arguments("0,1,2/5,6,7", "0 1 2", ""),
        arguments("red,round/blue,flat/green,round", "_1 _2", "no header: columns _1 … _2"),
        arguments("colour,form/blue,flat/green,round", "colour form", ""),
        arguments("x,y/1,2/x,y/3,4", "x y", ""),
        arguments("?,1,a/2,1,b/3,2,a", "_1 _2 _3", "no header: columns _1 … _3"),
        arguments("x,y", "x y", ""),
        arguments(",x/0,5/1,6", "x", "the first column has no name and numbers the rows: left out"),
        arguments("x,/1,/2,", "x", ""),
        arguments(
            "# by hand/x,label/1,2", "x label", "a line above the table, '# by hand': left out"),
        arguments(
            "Source,World,/Updated,2024-01-01,/country,code,1960,1961,/A,a,5,7,/B,b,,8,",
            "country code 1960 1961",
            "2 lines above the table, from 'Source World' on: left out"),
        arguments("x y/1  2/3 4", "x y", "blanks between columns"),
        arguments("x^y/1^2/3^4", "x y", "carets between columns"),
        arguments("so many words/are no table", "so many words", ""),
        arguments("x\ty z/1\t2/3\t4", "x y z", "tabs between columns"),
        arguments("name\tnote/ann\ta, b/bob\tc, d", "name note", "tabs between columns"),
        arguments("x,note/1,\"say \\\"hi\\\"\"/2,\"a\"", "x note", "backslashes before quotes"),
        arguments("x,note/1,\"C:\\\"/2,\"a\"", "x note", ""));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void whatIsNotSaidIsSeen(String lines, String names, String note) {
    CsvHead head = head(CsvDialect.SEEN, lines);
    assertEquals(names, String.join(" ", head.columns().names()));
    assertEquals(note, String.join(". ", head.notes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {".,", ",.", " .", "'."})
  void whatGroupsThousandsIsNoDecimalSign(String signs) {
    char thousands = signs.charAt(0);
    char decimal = signs.charAt(1);
    CsvDialect dialect =
        new CsvDialect(
            Optional.of(';'),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(thousands),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of());
    String number = "1" + thousands + "234" + decimal + "5";
    CsvHead head = head(dialect, "x;y/" + number + ";2/" + number + ";3");
    assertEquals(1234.5, head.signs().parse(number));
    assertEquals(decimal, head.signs().decimal());
  }

  @Test
  void whatIsSaidIsNotLookedFor() {
    CsvDialect dialect = CsvDialect.SEEN.withDelimiter(';').withNames("a", "b");
    CsvHead head = head(dialect, "1,2;3/4,5;6");
    assertEquals(List.of("a", "b"), head.columns().names());
    assertEquals(List.of("decimal commas"), head.notes());
    assertEquals(2, head.rows().size());
  }

  @Test
  void signsThatCannotBeTheSameAreRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> CsvDialect.SEEN.withDelimiter(';').withComment(';'));
    assertEquals(
        "Delimiter, quote and comment must be different characters and no line breaks, got [;, \","
            + " ;]",
        error.getMessage());
    var unknown =
        assertThrows(IllegalArgumentException.class, () -> CsvDialect.SEEN.withEncoding("latin 1"));
    assertEquals(
        "The encoding must be one that Java knows, such as ISO-8859-1 or UTF-16LE, got 'latin 1'",
        unknown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(chars = {'e', 'ü', '5', '٣', '+', '-', '\n', '\r'})
  void whatStandsInNumbersAnywayIsNoSignOfTheirs(char sign) {
    String got = " must be a sign that stands in numbers besides digits, got '%s'".formatted(sign);
    var decimal =
        assertThrows(
            IllegalArgumentException.class,
            () -> CsvDialect.SEEN.withNumbers(sign, Optional.empty()));
    assertEquals("The decimal sign" + got, decimal.getMessage());
    var thousands =
        assertThrows(
            IllegalArgumentException.class,
            () -> CsvDialect.SEEN.withNumbers('.', Optional.of(sign)));
    assertEquals("The sign of thousands" + got, thousands.getMessage());
  }

  @Test
  void whichColumnsAreReadTellsNothingOfTheHeader() {
    CellRules rules = new CellRules(Map.of(), Optional.of(Set.of("_1", "x")), Optional.empty());
    assertEquals(
        List.of("_1", "_2"),
        CsvHead.of(CsvDialect.SEEN, "a.csv", "1,2\n3,4\n", rules).columns().names());
    assertEquals(
        List.of("x"), CsvHead.of(CsvDialect.SEEN, "a.csv", ",x\n0,4\n", rules).columns().names());
  }

  @Test
  void aDeclaredColumnMakesAHeader() {
    CellRules rules = CellRules.of(Map.of("2", CellType.TEXT));
    CsvHead head = CsvHead.of(CsvDialect.SEEN, "a.csv", "1,2\n3,4\n", rules);
    assertEquals(List.of("1", "2"), head.columns().names());
  }

  @Test
  void whereColumnsAreKnownTheirNamesMakeAHeader() {
    assertEquals(
        List.of("1", "kind"), names("1,kind\n2,b\n", CellRules.NONE.withLabels(Set.of("kind"))));
    CellRules numbered = CellRules.of(Map.of("_1", CellType.NUMBER, "_2", CellType.TEXT));
    assertEquals(List.of("_1", "_2"), names("5,red\n", numbered));
    assertEquals(List.of("x", "colour"), names("x,colour\n1,red\n", numbered));
  }

  @Test
  void aColumnThatIsNotReadNeedsNoName() {
    CellRules rules = new CellRules(Map.of(), Optional.of(Set.of("x")), Optional.empty());
    assertEquals(List.of("x", ""), names("x,\n1,2\n", rules));
  }

  private static List<String> names(String text, CellRules rules) {
    return CsvHead.of(CsvDialect.SEEN, "a.csv", text, rules).columns().names();
  }

  @ParameterizedTest
  @CsvSource({
    "'| x | k |/|---|:---:|/| 1 | a |', 2",
    "' x   | k /-----+---/ 1   | a/(1 row)', 2",
    "'+----+---+/| x  | k |/+----+---+/| 1  | a |/+----+---+', 1",
    "'=== ===/x   k/=== ===/1   a/=== ===', 1",
    "'x,k/----,---/1,a//(1 rows affected)', 2",
    "'Title//x    k/---- ---/1    a', 4"
  })
  void aTableThatWasPrintedIsNamedByItsRuler(String lines, int line) {
    String message = errorOf(CsvDialect.SEEN, lines);
    String start = "a.csv:%s: found '%s', a ruler of a table that was printed, expected the table";
    String ruler = lines.split("/", -1)[line - 1].strip();
    assertEquals(start.formatted(line, ruler), message.substring(0, message.indexOf(" saved")));
  }

  @ParameterizedTest
  @CsvSource({
    "'@relation r/@attribute x real/@data/1,a', 'CSV; skip: 3 leaves out what stands above the rows'",
    "'% Title//% By:/@RELATION r/@ATTRIBUTE x REAL/ @DATA /1,a', 'CSV; skip: 5 leaves out what stands above the rows'",
    "'%/@Relation r/@attribute x real', 'its table exported as CSV or Parquet'"
  })
  void anArffFileIsNamedAndItsRowsCanBeRead(String lines, String expected) {
    assertEquals(
        "a.csv: found an ARFF file of Weka, expected " + expected, errorOf(CsvDialect.SEEN, lines));
  }

  @Test
  void rowsOfAnArffFileAreReadBehindWhatIsSkipped() {
    CsvHead head =
        head(CsvDialect.SEEN.withSkip(4), "% r/@relation r/@attribute x real/@data/1,a/2,b");
    assertEquals(List.of("_1", "_2"), head.columns().names());
    assertEquals(2, head.rows().size());
  }

  @Test
  void dashesForMissingValuesAreNoRuler() {
    assertEquals(List.of("x", "y"), names("x,y\n--,--\n1,--\n2,3\n", CellRules.NONE));
    assertEquals(List.of("x", "y"), names("x,y\n---,a\n1,b\n2,c\n", CellRules.NONE));
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        arguments(
            "x,x,label/1,2,3",
            "a.csv:1: found column 'x' twice, expected each name once, or skip: 1 and names: […] in"
                + " the header's place"),
        arguments(
            "a title//x,x,label/1,2,3/1,2,3/1,2,3",
            "a.csv:3: found column 'x' twice, expected each name once, or skip: 2 and names: […] in"
                + " the header's place"),
        arguments(
            "/x,,label/1,2,3",
            "a.csv:2: found no name for column 2, expected a name for each; data.exclude: [''] leaves it out"),
        arguments(
            ",x/a,2/a,3",
            "a.csv:1: found no name for column 1, expected a name for each; data.exclude: [''] leaves it out"),
        arguments(
            "x,/1,2",
            "a.csv:1: found no name for column 2, expected a name for each; data.exclude: [''] leaves it out"),
        arguments(
            "x,\"label/1,2",
            "a.csv:1: found a line that is not valid CSV, expected a header line of column names"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void aHeaderWithoutGoodNamesIsRefused(String lines, String message) {
    assertEquals(message, errorOf(CsvDialect.SEEN, lines));
  }

  @Test
  void asManyNamesAsColumnsAreExpected() {
    assertEquals(
        "a.csv:1: found 2 columns, expected 1 (a)",
        errorOf(CsvDialect.SEEN.withNames("a"), "1,2/3,4"));
  }

  @ParameterizedTest
  @CsvSource({"x;x/1;2/3;4, 1", "a title//x;x/1;2/3;4/5;6, 2"})
  void columnsOfOneNameAreReadByOthersAsTheErrorSays(String lines, int skip) {
    CsvHead head = head(CsvDialect.SEEN.withSkip(skip).withNames("a", "b"), lines);
    assertEquals(List.of("a", "b"), head.columns().names());
    assertEquals(List.of("1", "2"), head.rows().get(0).values());
  }

  /** As surveys and pandas' heads of two levels. */
  @Test
  void theErrorOfColumnsOfOneNameCountsTheLinesOfUnits() {
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> head(CsvDialect.SEEN, "price,price,kind/mean,std,/1.5,2.5,a/3.5,1.5,b"));
    assertEquals(
        "a.csv:1: found column 'price' twice, expected each name once, or skip: 2 and names: […] in"
            + " the header's place",
        error.getMessage());
    assertEquals(
        List.of("1.5", "2.5", "a"),
        head(
                CsvDialect.SEEN.withSkip(2).withNames("x", "y", "kind"),
                "price,price,kind/mean,std,/1.5,2.5,a/3.5,1.5,b")
            .rows()
            .get(0)
            .values());
  }

  @Test
  void aColumnThatStandsTwiceAmongManyIsNamed() {
    String header = String.join(",", IntStream.range(0, 20_000).mapToObj(i -> "f" + i).toList());
    assertEquals(
        "a.csv:1: found column 'f17000' twice, expected each name once, or skip: 1 and"
            + " names: […] in the header's place",
        errorOf(CsvDialect.SEEN, header + ",f17000/1"));
  }

  private static CsvHead head(CsvDialect dialect, String lines) {
    return CsvHead.of(dialect, "a.csv", lines.replace('/', '\n') + "\n", CellRules.NONE);
  }

  private static String errorOf(CsvDialect dialect, String lines) {
    var error = assertThrows(InvalidInputException.class, () -> head(dialect, lines));
    return String.valueOf(error.getMessage());
  }
}
