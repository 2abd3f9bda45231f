package io.kindling.partitioning.reading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Ignore;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.row.Labels;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.row.ValueFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What columns and labels are found to be, and what is wrong with them. */
class TableReaderTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @AfterEach
  void nothingStaysCached() {
    assertEquals(0, SPARK.context().getPersistentRDDs().size());
  }

  @Test
  void whatColumnsAreFollowsFromTheirValues() {
    String path = write("x,yes,colour,y", "1,true,red,0", "-2.5,FALSE,blue,1", "3,true,red,0");
    assertEquals(
        List.of(
            new Column("x", new Numeric()),
            new Column("yes", new Bool()),
            new Column("colour", new OneHot(), List.of("blue", "red"))),
        columns(path, FeatureColumns.AS_FOUND));
  }

  @Test
  void featuresAreTakenInTheOrderInWhichTheyAreNamed() {
    String path = write("a,b,c,y", "1,2,3,0", "4,5,6,1");
    assertEquals(
        List.of("c", "a"), names(columns(path, FeatureColumns.AS_FOUND.taking(List.of("c", "a")))));
    assertEquals(List.of("a", "c"), names(columns(path, excluding("b"))));
    assertEquals(List.of("a", "c"), names(columns(path, kinds(Map.of("b", new Ignore())))));
  }

  @Test
  void columnsOfNothingButBytesAreKeptAsBytes() {
    assertEquals(Storage.UINT8, storage("0,255,0", "17,3,1"));
    assertEquals(Storage.FLOAT32, storage("0,255,0", "17,256,1"));
    assertEquals(Storage.FLOAT32, storage("0,-0,0", "17,3,1"));
    assertEquals(Storage.FLOAT32, storage("0,2.5,0", "17,3,1"));
    assertEquals(Storage.FLOAT32, storage("0,word,0", "17,other,1"));
  }

  @Test
  void columnsOfBytesAreRowsOfBytes() {
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < 100; row++) { // more than are gathered at once
      rows.append(row).append(',').append(255 - row).append(",0\n");
    }
    String path = write("a,b,y", rows.toString().strip());
    try (ReadTable table = read(path, FeatureColumns.AS_FOUND)) {
      RowCells cells = new RowCells(table.plan(), table.blocks().first());
      byte[] row = new byte[3];
      for (int i : new int[] {0, 31, 32, 99, 5}) {
        cells.bytes(i, row, 1);
        assertArrayEquals(new byte[] {0, (byte) i, (byte) (255 - i)}, row);
        assertArrayEquals(new double[] {i, 255 - i}, cells.features(i));
      }
    }
  }

  private Storage storage(String... rows) {
    String path = write(Stream.concat(Stream.of("a,b,y"), Stream.of(rows)).toArray(String[]::new));
    try (ReadTable table = read(path, FeatureColumns.AS_FOUND)) {
      return table.storage();
    }
  }

  @Test
  void numbersThatBecomeWordsForAUsualTextAreToldWhereOthersAreGiven() {
    String path = write("x,z,y", "NA,a,0", "NA,NA,1", "NA,b,1", "2.5,a,0");
    try (ReadTable table = read(path, missing("-999"))) {
      assertEquals(
          List.of(
              "column 'x' has 'NA' among numbers: read as texts; missing_values stands in"
                  + " place of the usual texts, and has to name this one, too"),
          table.notes());
    }
    try (ReadTable table = read(path, missing("-999", "NA"))) {
      assertEquals(
          List.of("numeric", "one_hot"),
          table.findings().stream().map(ColumnFinding::kind).toList());
    }
  }

  private static FeatureColumns missing(String... texts) {
    return new FeatureColumns(
        Map.of(),
        Optional.empty(),
        Set.of(),
        MissingMode.MEAN,
        Optional.of(Set.of(texts)),
        false,
        List.of());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            ":3: found 'two' in column 'x', expected a number",
            FeatureColumns.AS_FOUND,
            List.of("x,y", "1,0", "two,1")),
        Arguments.of(
            ":3: found '1e39' in column 'x', expected a number from -3.4e38 to 3.4e38",
            FeatureColumns.AS_FOUND,
            List.of("x,y", "1,0", "1e39,1")),
        Arguments.of(
            ":2: found no value in column 'x', expected a number; data.missing: mean fills those"
                + " missing",
            FeatureColumns.AS_FOUND,
            List.of("x,y", "NA,0", "2,1")),
        Arguments.of(
            ":3: found '?' in column 'x', expected a number; " + ValueFault.GIVEN,
            missing("-999"),
            List.of("x,y", "-999,0", "?,1", "2,1", "3,1")),
        Arguments.of(
            ":3: found 'two' in column 'x', expected a number",
            missing("-999"),
            List.of("x,y", "-999,0", "two,1", "2,1", "3,1")),
        Arguments.of(
            ":1: found columns x, z, expected 'y' among them",
            FeatureColumns.AS_FOUND,
            List.of("x,z", "1,0", "2,1")),
        Arguments.of( // before anything is said of rows
            ":1: found columns x, z, expected 'y' among them",
            FeatureColumns.AS_FOUND,
            List.of("x,z")),
        Arguments.of(
            "data.exclude: found 'z', which is not a column of %s, expected 'x' (nearest), of: x, y",
            excluding("z"), List.of("x,y", "1,0", "2,1")),
        Arguments.of(
            "data.columns.y: found the label, which is not a feature of %s, expected 'x' (nearest), of: x",
            kinds(Map.of("y", new Numeric())), List.of("x,y", "1,0", "2,1")));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsToldInOneLine(String message, FeatureColumns declared, List<String> lines) {
    String path = write(lines.toArray(String[]::new));
    String expected = message.contains("%s") ? message.formatted(path) : path + message;
    assertEquals(expected, error(() -> read(path, declared).close()));
  }

  @Test
  void moreTextsThanCategoriesMayHaveAskForAKind() {
    String[] lines =
        Stream.concat(
                Stream.of("name,y"), IntStream.range(0, 1_001).mapToObj(i -> "n" + i + "," + i % 2))
            .toArray(String[]::new);
    String path = write(lines);
    assertEquals(
        path
            + ": found more than 1000 different texts in column 'name', such as 'n0', expected"
            + " data.columns.name: {hash: {buckets: …}} with an embedding, one_hot, or ignore",
        error(() -> read(path, FeatureColumns.AS_FOUND).close()));
  }

  static Stream<Arguments> labels() {
    return Stream.of(
        Arguments.of(List.of("red", "Blue", "red"), 2, List.of("Blue", "red"), List.of(1, 0, 1)),
        Arguments.of(List.of("-1", "1", "-1"), 2, List.of("-1", "1"), List.of(0, 1, 0)),
        Arguments.of(List.of("17", "2", "5"), 3, List.of("2", "5", "17"), List.of(2, 0, 1)),
        Arguments.of(List.of("0", "2.0", "2"), 3, List.of("0", "1", "2"), List.of(0, 2, 2)),
        Arguments.of(
            List.of("true", "false", "true"), 2, List.of("false", "true"), List.of(1, 0, 1)),
        Arguments.of(
            List.of("TRUE", "False", "true"), 2, List.of("false", "true"), List.of(1, 0, 1)),
        Arguments.of(
            List.of("TRUE", "FALSE", "TRUE"), 2, List.of("FALSE", "TRUE"), List.of(1, 0, 1)),
        Arguments.of(
            List.of("yes", "True", "true"), 3, List.of("True", "true", "yes"), List.of(2, 0, 1)));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void classesAreThoseThatOccur(
      List<String> words, int classes, List<String> names, List<Integer> targets) {
    String[] lines =
        Stream.concat(Stream.of("x,y"), words.stream().map(word -> "1," + word))
            .toArray(String[]::new);
    TargetRange range = TargetRange.oneOf(classes);
    try (ReadTable table = read(write(lines), FeatureColumns.AS_FOUND)) {
      Labels labels = TableLabels.of(table, Task.MULTICLASS, range);
      assertEquals(names, labels.classes());
      ReadTable coded = TableLabels.applied(labels, table, Task.MULTICLASS);
      RowCells cells = new RowCells(coded.plan(), coded.blocks().first());
      assertEquals(
          targets, IntStream.range(0, 3).mapToObj(row -> (int) cells.target(row, 0)).toList());
    }
  }

  @Test
  void truthsInOtherLettersAreTheClassesTrainedOn() {
    try (ReadTable train = read(write("x,y", "1,FALSE", "2,TRUE"), FeatureColumns.AS_FOUND)) {
      Labels labels = TableLabels.of(train, Task.MULTICLASS, TargetRange.oneOf(2));
      String other = CsvFiles.write(folder, "other.csv", "x,y", "1,true", "2,False");
      try (ReadTable table = read(other, FeatureColumns.AS_FOUND)) {
        ReadTable coded = TableLabels.applied(labels, table, Task.MULTICLASS);
        RowCells cells = new RowCells(coded.plan(), coded.blocks().first());
        assertEquals(1, cells.target(0, 0));
        assertEquals(0, cells.target(1, 0));
      }
    }
  }

  @Test
  void truthsAreTwoCategoriesHoweverTheyAreWritten() {
    String path = write("x,y", "TRUE,0", "false,1", "True,0", "FALSE,1");
    FeatureColumns declared = kinds(Map.of("x", new OneHot()));
    try (ReadTable table = read(path, declared)) {
      assertEquals(List.of("false", "true"), table.columns().features().get(0).categories());
      RowCells cells = new RowCells(table.plan(), table.blocks().first());
      assertEquals(
          List.of(1.0, 0.0, 1.0, 0.0),
          IntStream.range(0, 4).mapToObj(row -> cells.features(row)[0]).toList());
    }
  }

  @Test
  void knownColumnsAreReadAsTheyWereTrainedOnWhateverTheyLookLike() {
    KnownFeatures known =
        new KnownFeatures(
            List.of(
                new Column("size", new Numeric()),
                new Column("code", new OneHot(), List.of("7", "A", "B"))),
            Optional.empty());
    String digits = write("code,size,y", "7,1,0", "7,2,1");
    try (ReadTable table = read(digits, known)) {
      RowCells cells = new RowCells(table.plan(), table.blocks().first());
      assertArrayEquals(new double[] {2, 0}, cells.features(1));
    }
    String words = CsvFiles.write(folder, "words.csv", "code,size,y", "A,small,0", "B,large,1");
    assertEquals(
        words + ":2: found 'small' in column 'size', expected a number",
        error(() -> read(words, known).close()));
  }

  @Test
  void aClassThatWasNotTrainedOnIsToldWithItsRow() {
    try (ReadTable train = read(write("x,y", "1,a", "2,b"), FeatureColumns.AS_FOUND)) {
      Labels labels = TableLabels.of(train, Task.MULTICLASS, TargetRange.oneOf(2));
      String other = CsvFiles.write(folder, "other.csv", "x,y", "1,b", "2,c");
      try (ReadTable table = read(other, FeatureColumns.AS_FOUND)) {
        assertEquals(
            other + ":3: found label 'c', expected one of the classes trained on: a, b",
            error(
                () ->
                    RowCount.of(
                        TableLabels.applied(labels, table, Task.MULTICLASS),
                        TargetRange.oneOf(2),
                        true,
                        false)));
      }
    }
  }

  @Test
  void otherClassesThanTheNetworkHasOutputsAreCounted() {
    String path = write("x,y", "1,a", "2,b", "3,c");
    try (ReadTable table = read(path, FeatureColumns.AS_FOUND)) {
      String message = error(() -> TableLabels.of(table, Task.MULTICLASS, TargetRange.oneOf(2)));
      assertEquals(
          path + ": found 3 classes in column 'y' (a, b, c)",
          message.substring(0, message.indexOf(", expected")));
    }
  }

  @Test
  void rowsWithoutALabelAreAnErrorOrLeftOut() {
    String path = write("x,y", "1,0", "2,", "3,1");
    try (ReadTable table = read(path, FeatureColumns.AS_FOUND)) {
      TargetRange two = TargetRange.oneOf(2);
      assertEquals(
          path
              + ":3: found no label, expected one, or data.missing_label: drop; of evaluate,"
              + " --missing-label drop",
          error(() -> RowCount.of(table, two, true, false)));
      RowCount count = RowCount.of(table, two, true, true);
      assertEquals(2, count.rows());
    }
  }

  private static FeatureColumns excluding(String... names) {
    return new FeatureColumns(
        Map.of(),
        Optional.empty(),
        Set.of(names),
        MissingMode.ERROR,
        Optional.empty(),
        false,
        List.of());
  }

  private static FeatureColumns kinds(Map<String, ColumnKind> kinds) {
    return new FeatureColumns(kinds, MissingMode.ERROR);
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  private List<Column> columns(String path, FeatureColumns declared) {
    try (ReadTable table = read(path, declared)) {
      return table.columns().features();
    }
  }

  private ReadTable read(String path, FeatureColumns declared) {
    RowSource source = new CsvSource(path).labelled("y");
    return TableReader.read(SPARK.context(), source, declared, Use.LABELLED);
  }

  private ReadTable read(String path, KnownFeatures known) {
    RowSource source = new CsvSource(path).labelled("y");
    return TableReader.read(SPARK.context(), source, FeatureColumns.AS_FOUND, Use.LABELLED, known);
  }

  private String write(String... lines) {
    return CsvFiles.write(folder, "rows.csv", lines);
  }

  private static String error(Runnable work) {
    return String.valueOf(assertThrows(InvalidInputException.class, work::run).getMessage());
  }
}
