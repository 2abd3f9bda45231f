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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders of files that were written day by day, and do not all have the same columns. */
class UnlikeFilesTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void numbersOfAnyTypesAreNumbers(FileKind kind) throws IOException {
    write(kind, "a", "select 1 as x, 1.5D as y, 7Y as z, 1.25 as d");
    write(kind, "b", "select 9007199254740991L as x, 2 as y, 0.5F as z, 12345678901.5 as d");
    write(kind, "c", "select 0.25D as x, cast(null as double) as y, 300S as z, 3 as d");
    write(kind, "d", "select 4 as x, 2.5D as y, 8Y as z, 1.75 as d");
    assertEquals(
        List.of(
            "1.0, 1.5, 7.0, 1.25",
            "9.007199254740991E15, 2.0, 0.5, 1.23456789015E10",
            "0.25, NaN, 300.0, 3.0",
            "4.0, 2.5, 8.0, 1.75"),
        Cells.rows(open(kind)));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void rowsArePlacedInTheirFilesInTheOrderOfThese(FileKind kind) throws IOException {
    write(kind, "a", "select id as x from range(2)");
    write(kind, "b", "select double(id) as x from range(2)");
    write(kind, "c", "select id as x from range(2)");
    assertEquals(
        List.of(
            place("a", 0),
            place("a", 1),
            place("b", 0),
            place("b", 1),
            place("c", 0),
            place("c", 1)),
        Cells.places(open(kind)));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void columnsThatOnlySomeFilesHaveAreMissingInTheOthersAndTold(FileKind kind) throws IOException {
    write(kind, "a", "select 1 as x, 'red' as w, true as t");
    write(kind, "b", "select 2 as x, 5 as added, true as t");
    write(kind, "c", "select 3 as x, 6 as added, date'2024-02-29' as day, false as t");
    RawTable table = open(kind);
    assertEquals(
        List.of("x NUMBER 1", "w TEXT 1", "t TEXT 1", "added NUMBER 1", "day TEXT 1"),
        Cells.columns(table));
    assertEquals(
        List.of(
            "1.0, red, true, NaN, missing",
            "2.0, missing, true, 5.0, missing",
            "3.0, missing, false, 6.0, 2024-02-29"),
        Cells.rows(table));
    assertEquals(
        List.of(
            "columns that not all files have, and whose values are missing in the others:"
                + " w (not in 2 of 3 files, the first of them %s),".formatted(file("b"))
                + " added (not in 1 of 3 files, the first of them %s),".formatted(file("a"))
                + " day (not in 2 of 3 files, the first of them %s)".formatted(file("a"))),
        table.notes());
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void datesAndTimesAreTold(FileKind kind) throws IOException {
    write(kind, "a", "select date'2024-02-29' as day, date'2024-02-29' as local");
    write(
        kind,
        "b",
        "select timestamp'2024-03-01 00:00:00Z' as day, timestamp_ntz'2024-03-01 10:15:00' as"
            + " local");
    assertEquals(
        List.of("2024-02-29, 2024-02-29", "2024-03-01T00:00:00Z, 2024-03-01T10:15"),
        Cells.rows(open(kind)));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void numbersOfArraysMayBeOfAnyTypes(FileKind kind) throws IOException {
    write(kind, "a", "select array(1.5F, 2F) as v");
    write(kind, "b", "select array(2.5D, 3D) as v");
    write(kind, "c", "select array(3, 4) as v");
    assertEquals(List.of("[1.5, 2.0]", "[2.5, 3.0]", "[3.0, 4.0]"), Cells.rows(open(kind)));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void arraysHaveToBeInAllFiles(FileKind kind) throws IOException {
    write(kind, "a", "select 1 as x, array(1.5F, 2F) as v");
    write(kind, "b", "select 2 as x");
    assertEquals(
        file("b") + ": found no column 'v', expected it as in " + file("a"), errorOf(kind));
    write(kind, "c", "select 2 as x");
    Files.delete(folder.resolve("rows/a"));
    write(kind, "d", "select 2 as x, array(1.5F, 2F) as v");
    assertEquals(
        file("b") + ": found no column 'v', expected it as in " + file("d"), errorOf(kind));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void textsAndNumbersAreRefusedByBothFilesAndTypes(FileKind kind) throws IOException {
    write(kind, "a", "select 1 as y, 2L as x");
    write(kind, "b", "select 1 as y, 2D as x");
    write(kind, "c", "select 1 as y, 'two' as x");
    String error = errorOf(kind);
    String number = kind == FileKind.ORC ? "bigint" : "int64";
    assertTrue(error.startsWith(file("c") + ": found the column 'x' of "), error);
    assertTrue(error.endsWith(", expected %s as in %s".formatted(number, file("a"))), error);
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void booleansAndOthersAreRefused(FileKind kind) throws IOException {
    for (String other : List.of("1", "'true'", "date'2024-02-29'", "array(1)")) {
      write(kind, "a", "select true as x");
      write(kind, "b", "select " + other + " as x");
      String error = errorOf(kind);
      assertTrue(error.startsWith(file("b") + ": found the column 'x' of "), error);
      assertTrue(error.endsWith(", expected boolean as in " + file("a")), error);
    }
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void filesOfAnotherTableAreRefused(FileKind kind) throws IOException {
    write(kind, "customers", "select 1 as id, 2 as age, 'Ann' as name");
    write(kind, "orders", "select 1 as id, 2.5 as price, 4 as count");
    assertEquals(
        file("orders")
            + ": found the columns id, price, count, of which few are in "
            + file("customers")
            + ", expected files of one table",
        errorOf(kind));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void whatIsNotReadMayDiffer(FileKind kind) throws IOException {
    write(kind, "a", "select 1 as x, named_struct('a', 1) as s, 'two' as w");
    write(kind, "b", "select 2 as x, named_struct('b', 1D) as s, 2 as w");
    write(kind, "c", "select 3L as x, 2 as w");
    CellRules rules = CellRules.of(Map.of("s", CellType.SKIPPED, "w", CellType.SKIPPED));
    assertEquals(
        List.of("1.0, skipped, skipped", "2.0, skipped, skipped", "3.0, skipped, skipped"),
        Cells.rows(open(kind, rules)));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void whatCanBeNoColumnMayDifferWhereThatIsAllowed(FileKind kind) throws IOException {
    write(kind, "a", "select 1 as x, named_struct('a', 1) as s");
    write(kind, "b", "select 2 as x, named_struct('b', 1D) as s");
    RawTable table = open(kind, CellRules.LENIENT);
    assertEquals(List.of("1.0, skipped", "2.0, skipped"), Cells.rows(table));
  }

  @Test
  void keysOfFoldersAreOfOneTypeInAllFiles() throws IOException {
    write(FileKind.PARQUET, "k=1/a", "select 1 as x");
    write(FileKind.PARQUET, "k=b/b", "select 2.5D as x");
    assertEquals(List.of("1.0, 1", "2.5, b"), Cells.rows(open(FileKind.PARQUET)));
  }

  @Test
  void foldersStandForColumnsOfTheSameNameAndThatIsTold() throws IOException {
    write(FileKind.PARQUET, "k=01/a", "select 'other' as k, 1 as x");
    write(FileKind.PARQUET, "k=02/b", "select '02' as k, 2.5D as x");
    RawTable table = open(FileKind.PARQUET);
    assertEquals(List.of("01, 1.0", "02, 2.5"), Cells.rows(table));
    assertEquals(
        List.of(
            "k is what the folders k=… say: the files have a column of that name, too, which is"
                + " not read"),
        table.notes());
  }

  @Test
  void foldersWhoseValuesAreNoneOfAColumnOfTheSameNameAreTold() throws IOException {
    write(FileKind.PARQUET, "k=one/a", "select 1 as k, 1 as x");
    assertEquals(
        file("k=one/a")
            + ": found 'one' as the value of a folder for the column `k`, which is of INT in the"
            + " files, expected a value of its type",
        errorOf(FileKind.PARQUET));
  }

  private String place(String name, int row) {
    return "%s, row %s".formatted(file(name), row);
  }

  private Path file(String name) {
    return folder.resolve("rows").resolve(name);
  }

  private void write(FileKind kind, String name, String query) throws IOException {
    Path written = Files.createTempDirectory(folder, "table").resolve("rows");
    SparkSession.builder()
        .sparkContext(SPARK.context().sc())
        .getOrCreate()
        .sql(query)
        .coalesce(1)
        .write()
        .format(kind.format())
        .save(written.toString());
    Files.createDirectories(file(name).getParent());
    try (var files = Files.list(written)) {
      Path part =
          files.filter(one -> one.getFileName().toString().startsWith("part")).findFirst().get();
      Files.deleteIfExists(file(name));
      Files.copy(part, file(name));
    }
  }

  private RawTable open(FileKind kind) {
    return open(kind, CellRules.NONE);
  }

  private RawTable open(FileKind kind, CellRules rules) {
    String path = folder.resolve("rows").toString();
    RowSource source = kind == FileKind.PARQUET ? new ParquetSource(path) : new OrcSource(path);
    return source.open(SPARK.context(), rules);
  }

  private String errorOf(FileKind kind) {
    var error = assertThrows(InvalidInputException.class, () -> open(kind));
    return String.valueOf(error.getMessage());
  }
}
