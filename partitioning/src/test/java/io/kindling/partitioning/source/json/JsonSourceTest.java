package io.kindling.partitioning.source.json;

import static io.kindling.partitioning.testing.CsvFiles.SPLIT_BYTES;
import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.Blocks;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RawRows;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String OBJECT =
      "expected an object in each line, such as {\"x\": 1, \"y\": 2}";

  private static final String LINES = "; jq -c '.[]' makes such lines of an array";

  @TempDir private Path folder;

  @Test
  void numbersInQuotesAreNumbersAndCodesAreTexts() {
    String path =
        write(
            folder,
            "a.jsonl",
            "{\"x\": \"1.5\", \"zip\": \"02134\", \"id\": 9007199254740993, \"w\": \"1\"}",
            "{\"x\": 2, \"zip\": \"10001\", \"id\": 9007199254740993, \"w\": \"a\"}",
            "\uFEFF{\"x\": \"-3\", \"zip\": \"02134\", \"id\": 9007199254740992, \"w\": \"b\"}",
            "{\"x\": \"none\", \"zip\": \"02134\", \"id\": 9007199254740993, \"w\": \"2\"}",
            "{\"x\": 4, \"zip\": \"02134\", \"id\": 9007199254740993, \"w\": \"c\"}");
    RawTable table = new JsonSource(path).open(SPARK.context(), CellRules.NONE);
    assertEquals(
        List.of(
            "1.5 '02134' '9007199254740993' '1'",
            "2 '10001' '9007199254740993' 'a'",
            "-3 '02134' '9007199254740992' 'b'",
            "- '02134' '9007199254740993' '2'",
            "4 '02134' '9007199254740993' 'c'"),
        RawRows.of(table));
    assertEquals(3, table.notes().size(), table.notes().toString());
    assertEquals(
        "column 'x' has numbers in quotes, such as '1.5': read as numbers", table.notes().get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"x\": 1, \"when\": \"2", "{\"x\": 1, \"y\": \"\u0000\"}"})
  void aTextThatIsBrokenInTheFirstRowIsRefusedWithItsLine(String row) {
    String path = write(folder, "a.jsonl", row);
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> new JsonSource(path).open(SPARK.context(), CellRules.NONE));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.startsWith(path + ":1: found "), message);
    assertTrue(message.endsWith(OBJECT), message);
  }

  @Test
  void columnsAreTheKeysInTheOrderInWhichTheyOccur() {
    String path =
        write(
            folder,
            "a.jsonl",
            "{\"x\": 1, \"name\": \"é\\n\", \"ok\": true}",
            "",
            "{\"ok\": false, \"v\": [1, 2.5e1], \"x\": null, \"n\": null}",
            "{\"x\": NaN, \"v\": [3, 4]}");
    CellRules noVector = CellRules.of(Map.of("v", CellType.SKIPPED));
    RawTable table = new JsonSource(path).open(SPARK.context(), noVector);
    assertEquals(
        List.of("x NUMBER", "name TEXT", "ok TEXT", "v SKIPPED", "n NUMBER"),
        RawRows.columns(table));
    assertEquals(List.of("1 'é\n' 'true' _ -", "- - 'false' _ -", "- - - _ -"), RawRows.of(table));
    assertEquals(List.of(path + ":1", path + ":3", path + ":4"), Cells.places(table));
  }

  @Test
  void foldersOfKeysComeBeforeKeysOfTheSameName() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("year=2024"));
    write(inner, "a.jsonl", "{\"year\": 24, \"x\": 1}", "{\"x\": 2, \"year\": {\"of\": [\"a\"]}}");
    RawTable table = new JsonSource(folder.toString()).open(SPARK.context(), CellRules.NONE);
    assertEquals(List.of("x NUMBER", "year NUMBER"), RawRows.columns(table));
    assertEquals(List.of("1 2024", "2 2024"), RawRows.of(table));
    assertEquals(
        List.of(
            "year is what the folders year=… say: the files have a column of that name, too, which"
                + " is not read"),
        table.notes());
  }

  /** As a program leaves it that ends while it writes, and then goes on. */
  @ParameterizedTest
  @ValueSource(ints = {1, 1200})
  void aRowThatBreaksOffIsNamedWithItsLine(int row) {
    String[] rows = new String[1500];
    Arrays.fill(rows, "{\"x\": 1, \"y\": 2}");
    for (String broken : List.of("{\"x\":", "{\"x\": 1, \"y\"", "{\"x\": 1,")) {
      rows[row] = broken;
      assertEquals(
          "%s:%s: found an object that does not end on its line, %s"
              .formatted(folder.resolve("a.jsonl"), row + 1, OBJECT),
          Cells.error(open(write(folder, "a.jsonl", rows))),
          broken);
    }
  }

  @Test
  void objectsOnSeveralLinesAreRefusedWithWhatMakesLinesOfThem() {
    String path = write(folder, "a.json", "{", "  \"x\": 1,", "  \"y\": 2", "}", "{\"x\": 3}");
    var error = assertThrows(InvalidInputException.class, () -> open(path));
    assertEquals(
        path
            + ":1: found an object that does not end on its line, "
            + OBJECT
            + "; jq -c . makes such lines of objects on several, or one",
        error.getMessage());
  }

  @Test
  void aKeyThatOccursTwiceInARowIsNamedWithItsLine() {
    String path =
        write(
            folder,
            "a.jsonl",
            "{\"x\": 1, \"z\": 1, \"z\": 2}",
            "{\"x\": null, \"x\": 2, \"z\": 3}",
            "{\"x\": 3, \"z\": 1, \"x\": 4}");
    CellRules rules = CellRules.of(Map.of("z", CellType.SKIPPED));
    RawTable table = new JsonSource(path).open(SPARK.context(), rules);
    assertEquals(path + ":3: found 'x' twice, expected each key once", Cells.error(table));
  }

  @Test
  void aLaterKeyThatIsNotReadMayBeAnything() {
    String[] rows = new String[1002];
    Arrays.fill(rows, "{\"x\": 1}");
    rows[1000] = "{\"z\": {\"a\": [1]}, \"x\": 2}";
    rows[1001] = "{\"x\": 3, \"z\": 4}";
    String path = write(folder, "a.jsonl", rows);
    CellRules onlyX = new CellRules(Map.of(), Optional.of(Set.of("x")), Optional.empty());
    assertEquals(
        List.of("2", "3"),
        RawRows.of(new JsonSource(path).open(SPARK.context(), onlyX)).subList(1000, 1002));
  }

  @Test
  void anEncodingThatCannotBeDeclaredIsNotAdvised() throws IOException {
    String rows = "{\"x\": \"\u00e9\", \"y\": 1}\n{\"x\": \"e\", \"y\": 1}\n";
    Path file = folder.resolve("a.jsonl");
    Files.write(file, rows.getBytes(StandardCharsets.ISO_8859_1));
    String made = ", expected UTF-8, which iconv -f %s -t UTF-8 makes of it";
    assertEquals(
        file + ":1: found bytes that are not valid UTF-8" + made.formatted("ISO-8859-1"),
        assertThrows(InvalidInputException.class, () -> open(file.toString())).getMessage());
    Files.write(file, rows.getBytes(StandardCharsets.UTF_16LE));
    assertEquals(
        file + ": found UTF-16 without a byte order mark" + made.formatted("UTF-16LE"),
        assertThrows(InvalidInputException.class, () -> open(file.toString())).getMessage());
  }

  @Test
  void aKeyThatTheFirstRowsLackIsLeftOutAndToldWithItsLine() {
    String[] rows = new String[1003];
    Arrays.fill(rows, "{\"x\": 1, \"o\": {\"p\": 1}}");
    rows[1000] = "{\"z\": {\"a\": [1]}, \"x\": 2}";
    rows[1001] = "{\"x\": 3, \"z\": 4, \"o\": {\"q\": 1}}";
    String path = write(folder, "a.jsonl", rows);
    RawTable table = open(path);
    assertEquals(List.of("2.0, NaN", "3.0, NaN"), Cells.rows(table).subList(1000, 1002));
    assertEquals(
        Optional.of(
            "left out, as no row among the first has it: z (first at %s:1001), o.q (first at %1$s:1002)"
                .formatted(path)),
        TableScan.of(table, Blocks.of(table.blocks()), Set.of()).leftOut(table));
    CellRules onlyX = new CellRules(Map.of(), Optional.of(Set.of("x")), Optional.empty());
    RawTable some = new JsonSource(path).open(SPARK.context(), onlyX);
    assertEquals(
        Optional.empty(), TableScan.of(some, Blocks.of(some.blocks()), Set.of()).leftOut(some));
  }

  @Test
  void anArrayOfNumbersIsAVector() {
    String path =
        write(folder, "a.jsonl", "{\"v\": [1, 2.5], \"y\": 0}", "{\"y\": 1, \"v\": [3, 4]}");
    RawTable table = open(path);
    assertEquals(List.of("v VECTOR", "y NUMBER"), RawRows.columns(table));
    assertEquals(2, table.columns().get(0).width());
    assertEquals(List.of("[1.0, 2.5] 0", "[3.0, 4.0] 1"), RawRows.of(table));
  }

  @Test
  void keysOfObjectsWithinAreColumns() {
    String path =
        write(
            folder,
            "a.jsonl",
            "{\"size\": {\"x\": 1, \"of\": {\"y\": 2}}, \"z\": 3}",
            "{\"size\": null, \"z\": 4}",
            "{\"z\": 5, \"size\": {\"of\": {}}}");
    RawTable table = open(path);
    assertEquals(List.of("size.x NUMBER", "size.of.y NUMBER", "z NUMBER"), RawRows.columns(table));
    assertEquals(List.of("1 2 3", "- - 4", "- - 5"), RawRows.of(table));
  }

  @Test
  void whatMostValuesAreIsWhatAColumnIs() {
    String numbers = write(folder, "a.jsonl", "{\"x\": 1.0}", "{\"x\": \"two\"}");
    assertEquals(List.of("1", "!two"), RawRows.of(open(numbers)));
    String texts = write(folder, "b.jsonl", "{\"x\": 1.0}", "{\"x\": \"two\"}", "{\"x\": true}");
    assertEquals(List.of("'1.0'", "'two'", "'true'"), RawRows.of(open(texts)));
    CellRules declared = CellRules.of(Map.of("x", CellType.TEXT));
    assertEquals(
        List.of("'1.0'", "'two'"),
        RawRows.of(new JsonSource(numbers).open(SPARK.context(), declared)));
  }

  @Test
  void textsThatStandForNothingMakeNoWordsOfNumbers() {
    String gap = "{\"x\": \"NA\"}";
    String path = write(folder, "a.jsonl", "{\"x\": 1}", gap, gap);
    assertEquals(List.of("1", "-", "-"), RawRows.of(open(path)));
    CellRules given = new CellRules(Map.of(), Optional.empty(), Optional.of(Set.of("none")));
    RawTable words = new JsonSource(path).open(SPARK.context(), given);
    assertEquals(List.of("'1'", "'NA'", "'NA'"), RawRows.of(words));
    assertEquals(
        List.of(
            "column 'x' has 'NA' among numbers: read as texts; missing_values stands in place"
                + " of the usual texts, and has to name this one, too"),
        words.notes());
  }

  @Test
  void aVectorIsNotReadAsANumber() {
    String path = write(folder, "a.jsonl", "{\"v\": [1, 2]}");
    CellRules numbers = CellRules.of(Map.of("v", CellType.NUMBER));
    var error =
        assertThrows(
            InvalidInputException.class, () -> new JsonSource(path).open(SPARK.context(), numbers));
    assertEquals(
        path
            + ": found the column 'v' of vectors, which is to be read as numbers, expected it to be"
            + " read as it is, or skipped",
        error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 25, 1 << 20})
  void rowsAreTheSameHoweverTheirFilesAreSplit(int bytes) throws IOException {
    String[] lines =
        IntStream.range(0, 20)
            .mapToObj("{\"i\": %s, \"w\": \"{\"}"::formatted)
            .toArray(String[]::new);
    Path inner = Files.createDirectory(folder.resolve("year=2025"));
    write(inner, "a.json", lines);
    write(inner, "b.json.gz", "{\"w\": \"b\", \"i\": 20}");
    writeText(inner, "c.json", "");
    SPARK.context().hadoopConfiguration().setInt(SPLIT_BYTES, bytes);
    try {
      List<String> expected =
          Stream.concat(
                  IntStream.range(0, 20).mapToObj("%s '{' 2025"::formatted),
                  Stream.of("20 'b' 2025"))
              .toList();
      assertEquals(expected, RawRows.of(open(folder.toString())));
    } finally {
      SPARK.context().hadoopConfiguration().unset(SPLIT_BYTES);
    }
  }

  @Test
  void whatCanBeNoColumnIsSkippedWhereThatIsAllowed() {
    String path =
        write(
            folder,
            "a.jsonl",
            "{\"x\": 1, \"tags\": [\"a\"], \"v\": [1, 2], \"w\": [1], \"e\": [], \"o\": {\"l\": [{}]}}",
            "{\"x\": 2, \"tags\": [], \"v\": [3, 4], \"w\": [1, 2], \"e\": [], \"m\": 1}",
            "{\"x\": 2, \"tags\": null, \"v\": [3, 4], \"w\": [1], \"e\": [], \"m\": [7]}");
    RawTable table = new JsonSource(path).open(SPARK.context(), CellRules.LENIENT);
    assertEquals(
        List.of(
            "x NUMBER",
            "tags SKIPPED",
            "v VECTOR",
            "w SKIPPED",
            "e SKIPPED",
            "o.l SKIPPED",
            "m SKIPPED"),
        RawRows.columns(table));
    assertEquals(
        List.of(
            "",
            "'a' in an array at FILE:1",
            "",
            "an array of 2 numbers among such of 1 at FILE:2",
            "an empty array at FILE:1",
            "an object in an array at FILE:1",
            "an array at FILE:3, and another value at FILE:2"),
        table.columns().stream().map(it -> it.unfit().replace(path, "FILE")).toList());
    assertEquals(
        List.of("1 _ [1.0, 2.0] _ _ _ _", "2 _ [3.0, 4.0] _ _ _ _", "2 _ [3.0, 4.0] _ _ _ _"),
        RawRows.of(table));
    CellRules noEmpty = CellRules.of(Map.of("e", CellType.SKIPPED));
    List<String> strict = RawRows.of(new JsonSource(path).open(SPARK.context(), noEmpty));
    assertEquals(
        List.of(
            path + ":1: found 'a' in 'tags', expected an array of 1 number; or the column ignored"),
        strict);
  }

  static Stream<Arguments> oddArrays() {
    return Stream.of(
        arguments("[1]", "an array of 1 number among such of 2 at FILE:3"),
        arguments("[]", "an empty array at FILE:3"),
        arguments("[1, null]", "'null' in an array at FILE:3"),
        arguments("[1, \"2\"]", "'2' in an array at FILE:3"),
        arguments("[1, NaN]", "'NaN' in an array at FILE:3"),
        arguments("[1, 1e400]", "'1e400' in an array at FILE:3"),
        arguments("[[1, 2]]", "an array in an array at FILE:3"),
        arguments("null", "nothing at FILE:3 among arrays of 2 numbers"),
        arguments("7", "an array at FILE:1, and another value at FILE:3"),
        arguments("{\"a\": 1}", "nothing at FILE:3 among arrays of 2 numbers"));
  }

  @ParameterizedTest
  @MethodSource("oddArrays")
  void whyArraysAreNoColumnIsToldWithThePlace(String odd, String why) {
    String usual = "{\"v\": [1, 2], \"y\": 0}";
    for (String last : List.of(usual, "{\"v\": " + odd + ", \"y\": 1}")) {
      String path = write(folder, "a.jsonl", usual, usual, "{\"v\": " + odd + ", \"y\": 1}", last);
      RawTable table = new JsonSource(path).open(SPARK.context(), CellRules.LENIENT);
      assertEquals(why, table.columns().get(0).unfit().replace(path, "FILE"));
    }
  }

  static Stream<Arguments> mixedRows() {
    return Stream.of(
        arguments(
            "{\"x\": 1}",
            "{\"x\": {\"a\": {\"b\": 2}}}",
            "an object in 'x', expected none, as at FILE:1; or the column x.a.b ignored"),
        arguments(
            "{\"x\": {\"a\": 2}}",
            "{\"x\": \"\"}",
            "no object in 'x', expected one, as at FILE:1; or the column 'x' ignored"),
        arguments(
            "{\"x\": [1, 2]}",
            "{\"x\": {\"a\": 2, \"b\": 2}}",
            "an object in 'x', expected none, as at FILE:1; or the column x.a, x.b ignored"),
        arguments(
            "{\"x\": null}",
            "{\"x\": []}",
            "an empty array in 'x', expected numbers in it; or the column ignored"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"x\": {\"a\": 2}", "{\"x\": [1, 2], \"y\": ", "{\"x\": \"a\", \"x\": []"})
  void aValueOfAnotherKindInARowThatIsBrokenHasAPlace(String broken) {
    String path = write(folder, "a.jsonl", "{\"x\": [1]}", broken);
    RawTable table = new JsonSource(path).open(SPARK.context(), CellRules.LENIENT);
    assertTrue(Cells.error(table).startsWith(path + ":2: found "), Cells.error(table));
    String strict;
    try {
      strict = Cells.error(open(path));
    } catch (InvalidInputException e) {
      strict = String.valueOf(e.getMessage());
    }
    assertTrue(strict.startsWith(path + ":"), strict);
  }

  @ParameterizedTest
  @MethodSource("mixedRows")
  void aValueThatChangesItsKindIsNamedWithTheLine(String first, String second, String message) {
    String path = write(folder, "a.jsonl", first, second, first, second);
    var error = assertThrows(InvalidInputException.class, () -> open(path));
    assertEquals(path + ":2: found " + message.replace("FILE", path), error.getMessage());
    CellRules taken = new CellRules(Map.of(), Optional.of(Set.of("y")), Optional.empty());
    RawTable table = new JsonSource(path).open(SPARK.context(), taken);
    assertEquals(4, RawRows.of(table).size());
  }

  static Stream<Arguments> badRows() {
    return Stream.of(
        arguments(
            "{\"x\": \"a\", \"v\": [1, 2]", "an object that does not end on its line, " + OBJECT),
        arguments(
            "{\"x\": a}", "a line that is not valid JSON (Unrecognized token 'a'), " + OBJECT),
        arguments(
            "{\"v\": [1, 2, 3]}",
            "3 numbers in 'v', expected an array of 2 numbers, as in the first row that has one"),
        arguments("{\"v\": [1, \"a\"]}", "'a' in 'v', expected an array of 2 numbers"),
        arguments("{\"v\": 1}", "'1' in 'v', expected an array of 2 numbers"),
        arguments("{\"x\": \"a\"}", "nothing in 'v', expected an array of 2 numbers"),
        arguments("{\"v\": [1, 2], \"x\": [1]}", "an array in 'x', expected a text"),
        arguments("{\"v\": [1, 2], \"x\": {}}", "an object in 'x', expected a text"),
        arguments(
            "{\"v\": [1, 2], \"o\": 1}",
            "'1' in 'o', expected an object or null, as in the first rows"),
        arguments("{\"v\": [1, 2]} {\"v\": [1, 2]}", "two objects, " + OBJECT),
        arguments("[1, 2]", "an array, " + OBJECT + LINES),
        arguments(
            "{'v': [1, 2]}",
            "apostrophes in place of quotes, " + OBJECT + ", as json.dumps writes it"),
        arguments("7", "'7', " + OBJECT));
  }

  @ParameterizedTest
  @MethodSource("badRows")
  void aBadRowIsTheLastAndNamed(String line, String message) {
    String good = "{\"x\": \"a\", \"v\": [1, 2], \"o\": {\"p\": 1}}\n";
    String path = writeText(folder, "a.jsonl", good.repeat(1000) + line + "\n" + good);
    List<String> rows = RawRows.of(open(path));
    String error = rows.get(rows.size() - 1);
    String start = path + ":1001: found " + message;
    assertEquals(start, error.substring(0, Math.min(start.length(), error.length())));
    assertEquals(1, error.lines().count());
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        arguments("[\n{\"x\": 1}\n]\n", "FILE:1: found an array, " + OBJECT + LINES),
        arguments(
            "{\n\"x\": 1\n}\n",
            "FILE:1: found an object that does not end on its line, "
                + OBJECT
                + "; jq -c . makes such lines of objects on several, or one"),
        arguments(
            "x,y\n1,2\n",
            "FILE:1: found a line that is not valid JSON (Unrecognized token 'x'), " + OBJECT),
        arguments("\"x", "FILE:1: found an object that does not end on its line, " + OBJECT),
        arguments("\n\n", "FILE: found an empty file, expected an object in each line"),
        arguments("{}\n", "FILE: found objects without keys, expected a key for each column"),
        arguments(
            "{\"a.b\": 1, \"a\": {\"b\": 2}}\n",
            "FILE: found column 'a.b' twice, expected each name once"));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aFileWithoutRowsIsRefused(String text, String message) {
    String path = writeText(folder, "a.json", text);
    var error = assertThrows(InvalidInputException.class, () -> open(path));
    assertEquals(message.replace("FILE", path), error.getMessage());
  }

  private static RawTable open(String path) {
    return new JsonSource(path).open(SPARK.context(), CellRules.NONE);
  }
}
