package io.kindling.partitioning.source.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.jdk.javaapi.CollectionConverters;

class SqlFilesTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String SPLIT = "spark.sql.files.maxPartitionBytes";
  private static final int ROWS = 3000;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void cellsAreWhatTheirColumnsHold(FileKind kind) {
    String path =
        write(
            kind,
            sql(
                "select * from values (1, 2L, 3S, 4Y, 0.5F, 0.25D, 12.50, true, 'red',"
                    + " date'2024-02-29', timestamp'2001-02-03 04:05:06.5Z'),"
                    + " (null, null, null, null, null, null, null, null, null, null, null)"
                    + " as t(i, l, s, b, f, d, c, t, w, day, time)"),
            1);
    assertEquals(
        List.of(
            "1.0, 2.0, 3.0, 4.0, 0.5, 0.25, 12.5, true, red, 2024-02-29,"
                + " 2001-02-03T04:05:06.500Z",
            "NaN, NaN, NaN, NaN, NaN, NaN, NaN, missing, missing, missing, missing"),
        Cells.rows(open(kind, path, Map.of())));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void declaredTypesComeBeforeThoseOfTheFile(FileKind kind) {
    String path =
        write(
            kind,
            sql(
                "select * from values (9007199254740993L, '7', true, map(1, 2), 3,"
                    + " 12345678901234567890.50, 0.10) as t(id, digit, flag, other, n, long, tenth)"),
            1);
    assertEquals(
        List.of("9007199254740993, 7.0, 1.0, skipped, 3, 12345678901234567890.5, 0.1"),
        Cells.rows(
            open(
                kind,
                path,
                Map.of(
                    "id", CellType.TEXT,
                    "digit", CellType.NUMBER,
                    "flag", CellType.NUMBER,
                    "other", CellType.SKIPPED,
                    "n", CellType.TEXT,
                    "long", CellType.TEXT,
                    "tenth", CellType.TEXT))));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void arraysOfOneLengthAreVectorsOrBytes(FileKind kind) {
    String path =
        write(
            kind,
            sql(
                "select array(1.5D, 2D) v, array(1, 2, 3) w, X'00FF' b, array(1Y, -1Y) c,"
                    + " named_struct('type', 0Y, 'size', 3, 'indices', array(1), 'values',"
                    + " array(4D)) s"),
            1);
    RawTable table = open(kind, path, Map.of());
    assertEquals(
        List.of("v VECTOR 2", "w VECTOR 3", "b BYTES 2", "c BYTES 2", "s SPARSE 3"),
        Cells.columns(table));
    assertEquals(
        List.of("[1.5, 2.0], [1.0, 2.0, 3.0], [0 255], [1 255], {1=4.0}"), Cells.rows(table));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void whatCanBeNoColumnIsSkippedWhereThatIsAllowed(FileKind kind) {
    String path =
        write(
            kind,
            sql(
                "select * from values (1, named_struct('a', 1), map('k', 1), array('t'),"
                    + " array(1, 2), array(1D), X'00'), (2, null, null, null, array(3), array(2D),"
                    + " X'0001') as t(x, s, m, t, v, w, b)"),
            1);
    RawTable table = open(kind, path, CellRules.LENIENT);
    assertEquals(
        List.of(
            "",
            "struct<a:int> in each row",
            "map<string,int> in each row",
            "array<string> in each row",
            "no arrays of one length in all rows",
            "",
            "no arrays of one length in all rows"),
        table.columns().stream().map(RawColumn::unfit).toList());
    assertEquals(
        List.of(
            "1.0, skipped, skipped, skipped, skipped, [1.0], skipped",
            "2.0, skipped, skipped, skipped, skipped, [2.0], skipped"),
        Cells.rows(table));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void theOrderIsThatOfFilesAndRowsForAnySplits(FileKind kind) {
    Dataset<Row> rows = sql("select id, id % 7 as x, concat('t', id % 3) as t from range(3000)");
    List<String> expected =
        IntStream.range(0, ROWS)
            .mapToObj(i -> "%s.0, %s.0, t%s".formatted(i, i % 7, i % 3))
            .toList();
    RawTable one = open(kind, write(kind, rows, 1), Map.of());
    assertEquals(expected, Cells.rows(one));
    String several = write(kind, rows, 7);
    SPARK.context().sc().conf().set(SPLIT, "1000");
    RawTable split = open(kind, several, Map.of());
    assertTrue(split.blocks().getNumPartitions() >= 7, "fewer splits than files");
    assertEquals(expected, Cells.rows(split));
    SPARK.context().sc().conf().set(SPLIT, "1000000");
    assertEquals(expected, Cells.rows(open(kind, several, Map.of())));
    SPARK.context().sc().conf().remove(SPLIT);
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void rowsAreCountedFromTheStartOfTheirFileForAnySplits(FileKind kind) {
    Dataset<Row> rows = sql("select id, uuid() as noise from range(3000)");
    String path = write(kind, rows, 1);
    String file = files(path).get(0).toString();
    SPARK.context().sc().conf().set(SPLIT, "4000");
    RawTable table = open(kind, path, Map.of());
    SPARK.context().sc().conf().remove(SPLIT);
    assertTrue(Cells.blocks(table).size() > 1, "one part");
    assertEquals(
        IntStream.range(0, ROWS).mapToObj(i -> "%s, row %s".formatted(file, i)).toList(),
        Cells.places(table));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void moreColumnsThanSparkCompilesForAreRead(FileKind kind) {
    StringBuilder columns = new StringBuilder("select id");
    for (int i = 0; i < 300; i++) {
      columns.append(", id + ").append(i).append(" as c").append(i);
    }
    String path = write(kind, sql(columns + " from range(3)"), 1);
    assertTrue(Cells.rows(open(kind, path, Map.of())).get(2).endsWith(" 300.0, 301.0"));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void arraysOfOtherLengthsAreNamedWithTheirRow(FileKind kind) {
    String path =
        write(kind, sql("select * from values (array(1, 2)), (array(1, 2, 3)) as t(x)"), 1);
    assertEquals(
        files(path).get(0)
            + ", row 1: found 3 values in the column 'x', expected 2 as in the first row",
        Cells.error(open(kind, path, Map.of())));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void columnsOfNoUseAreNamed(FileKind kind) {
    String path = write(kind, sql("select map(1, 2) as m"), 1);
    assertEquals(
        path
            + ": found the column 'm' of map<int,int>, expected numbers, texts, booleans, dates,"
            + " times, or arrays of numbers; or the column ignored",
        errorOf(kind, path));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void numbersThatFloatsCannotHoldAreTold(FileKind kind) {
    String path = write(kind, sql("select 1e39D as x, double('Infinity') as y"), 1);
    assertEquals(List.of("'1.0E39', 'Infinity'"), Cells.rows(open(kind, path, Map.of())));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void aMissingPathIsNamed(FileKind kind) {
    String path = folder.resolve("missing").toString();
    assertEquals(
        path + ": found no such file, expected a file, a folder of files or a glob",
        errorOf(kind, path));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void aFileOfAnotherKindIsNamed(FileKind kind) throws IOException {
    String path = write(kind, sql("select id from range(3)"), 1);
    Path other = Files.writeString(Path.of(path, "zzz"), "a text that is long enough");
    String error = errorOf(kind, path);
    assertTrue(error.startsWith(other + ": found "), error);
    assertTrue(error.endsWith(", expected " + kind.words()) && error.lines().count() == 1, error);
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void damagedRowsAreNamedWithTheirFile(FileKind kind) throws IOException {
    String path = write(kind, sql("select id, uuid() as noise from range(3000)"), 2);
    damage(files(path).get(1));
    assertDamaged(files(path).get(1), Cells.error(open(kind, path, Map.of())));
  }

  /** Whose first row is read before the others, to see how long it is. */
  @ParameterizedTest
  @EnumSource(FileKind.class)
  void damagedArraysAreNamedWithTheirFile(FileKind kind) throws IOException {
    String path = write(kind, sql("select array(rand(), rand()) as x from range(3000)"), 1);
    damage(files(path).get(0));
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> open(kind, path, Map.of()));
    assertDamaged(files(path).get(0), String.valueOf(error.getMessage()));
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4; i < bytes.length / 2; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(file, bytes);
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private static void assertDamaged(Path file, String error) {
    assertTrue(error.startsWith(file + ": found damaged data ("), error);
    assertEquals(1, error.lines().count(), error);
  }

  @Test
  void emptyPartFilesAndOnesOfNoRowsAreLeftOut() throws IOException {
    String path = write(FileKind.PARQUET, sql("select array(id) as x from range(3)"), 1);
    Path none =
        files(write(FileKind.PARQUET, sql("select array(id) as x from range(0)"), 1)).get(0);
    Path other =
        files(write(FileKind.PARQUET, sql("select string(id) as z from range(0)"), 1)).get(0);
    Files.copy(none, Path.of(path, "a"));
    Files.createFile(Path.of(path, "b"));
    Files.copy(other, Path.of(path, "c"));
    assertEquals(
        List.of("[0.0]", "[1.0]", "[2.0]"), Cells.rows(open(FileKind.PARQUET, path, Map.of())));
  }

  /** Of nulls only, Arrow writes an empty dictionary; Spark has no times of day by itself. */
  @Test
  void filesOfArrowAreRead() throws IOException {
    Path path = folder.resolve("rows.parquet");
    try (InputStream in = SqlFilesTest.class.getResourceAsStream("/nulls-of-arrow.parquet")) {
      Files.copy(Objects.requireNonNull(in), path);
    }
    RawTable table = open(FileKind.PARQUET, path.toString(), CellRules.LENIENT);
    assertEquals("time(6) in each row", table.columns().get(2).unfit());
    assertEquals(
        List.of("NaN, 7.0, skipped", "NaN, NaN, skipped", "NaN, NaN, skipped", "NaN, 9.0, skipped"),
        Cells.rows(table));
    assertEquals(
        path
            + ": found the column 'time' of time(6), expected numbers, texts, booleans, dates,"
            + " times, or arrays of numbers; or the column ignored",
        errorOf(FileKind.PARQUET, path.toString()));
  }

  @Test
  void foldersOfKeysAreColumns() {
    String path = folder.resolve("keys").toString();
    sql("select id, 'a b' as k, id % 2 as n from range(3)")
        .write()
        .partitionBy("k", "n")
        .parquet(path);
    assertEquals(
        List.of("0.0, a b, 0.0", "2.0, a b, 0.0", "1.0, a b, 1.0"),
        Cells.rows(open(FileKind.PARQUET, path, Map.of())));
  }

  @Test
  void pathsAreTakenCharacterByCharacter() throws IOException {
    String path = write(FileKind.PARQUET, sql("select id as x from range(2)"), 1);
    Path strange = Files.createDirectories(folder.resolve("a [b]* %20{c}"));
    Path file = Files.copy(files(path).get(0), strange.resolve("x?.parquet"));
    RawTable table = open(FileKind.PARQUET, strange.toString(), Map.of());
    assertEquals(List.of(file + ", row 0", file + ", row 1"), Cells.places(table));
  }

  @Test
  void theSettingsOfTheSessionThatIsThereStay() {
    SparkSession session = SparkSession.builder().getOrCreate();
    Map<String, String> before = Map.copyOf(CollectionConverters.asJava(session.conf().getAll()));
    open(FileKind.PARQUET, write(FileKind.PARQUET, sql("select 1 as x"), 1), Map.of());
    assertEquals(before, Map.copyOf(CollectionConverters.asJava(session.conf().getAll())));
  }

  private static Dataset<Row> sql(String query) {
    return SparkSession.builder().sparkContext(SPARK.context().sc()).getOrCreate().sql(query);
  }

  private String write(FileKind kind, Dataset<Row> rows, int files) {
    try {
      String path = Files.createTempDirectory(folder, "table").resolve("rows").toString();
      (files == 1
              ? rows.coalesce(1)
              : rows.repartitionByRange(files, rows.col("id")).sortWithinPartitions("id"))
          .write()
          .format(kind.format())
          .option("parquet.block.size", "4096")
          .option("parquet.page.row.count.limit", "100")
          .option("orc.stripe.size", "4096")
          .option("orc.rows.between.memory.checks", "500")
          .save(path);
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(String path) {
    try (var files = Files.list(Path.of(path))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawTable open(FileKind kind, String path, Map<String, CellType> types) {
    return open(kind, path, CellRules.of(types));
  }

  private static RawTable open(FileKind kind, String path, CellRules rules) {
    RowSource source = kind == FileKind.PARQUET ? new ParquetSource(path) : new OrcSource(path);
    return source.open(SPARK.context(), rules);
  }

  private static String errorOf(FileKind kind, String path) {
    var error = assertThrows(InvalidInputException.class, () -> open(kind, path, Map.of()));
    return String.valueOf(error.getMessage());
  }
}
