package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RawRows;
import io.kindling.predictor.table.CellRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a path names. */
class CsvPathTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @Test
  void aGlobReadsTheFilesThatItMatches() {
    write(folder, "a1.csv", "x,label", "1,0");
    write(folder, "a2.csv", "x,label", "2,0");
    write(folder, "b.csv", "x,label", "3,0");
    assertEquals(List.of("1 0", "2 0"), rows(folder.resolve("a*.csv").toString()));
  }

  @Test
  void whatIsHiddenOrEmptyInAFolderIsNotRead() {
    writeText(folder, "a.csv", "");
    write(folder, "b.csv", "x,label", "1,0");
    write(folder, "_SUCCESS", "no", "csv");
    write(folder, ".b.csv.crc.txt", "no", "csv");
    writeText(folder, "c.csv", "");
    writeText(folder, "d.csv", "\n\n");
    assertEquals(List.of("1 0"), rows(folder.toString()));
  }

  @Test
  void aHiddenFileIsReadWhenItIsNamed() {
    assertEquals(List.of("1 0"), rows(write(folder, "_a.csv", "x,label", "1,0")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.csv", "50%.csv", "a,b.csv", "größe.csv", "data[1].csv", "{a}.csv", "a:b.csv",
        "12:00.csv", "a\\b.csv", "a#b.csv", "a?.csv", "a*.csv", "${user.name}.csv", "a:b.csv.gz"
      })
  void aFileMayHaveAnyName(String name) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("at 16:00 [1]"));
    write(inner, "a1.csv", "x,label", "2,0");
    String path = write(inner, name, "x,label", "1,0", "1");
    assertEquals(List.of("1 0", path + ":3: found 1 columns, expected 2 (x, label)"), rows(path));
  }

  @Test
  void placesNameALocalFileWithoutItsScheme() {
    String path = write(folder, "a.csv", "x,label", "1,2");
    assertEquals(List.of(path + ":2"), Cells.places(open("file:" + path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[1].csv", "a{1}.csv", "a*.csv", "a?.csv"})
  void aFileOfAFolderMayHaveANameThatLooksLikeAGlob(String name) {
    write(folder, name, "x,label", "1,0");
    write(folder, "a1.csv", "x,label", "2,0");
    assertEquals(List.of("1 0", "2 0"), rows(folder.toString()).stream().sorted().toList());
  }

  @Test
  void foldersOfKeysMakeColumns() throws IOException {
    write(inner("year=2024/city=K%C3B"), "a.csv", "x,y", "1,2");
    write(inner("year=2025/city=__HIVE_DEFAULT_PARTITION__"), "a.csv", "y,x", "4,3", "6,5");
    write(inner("other"), "a.csv", "x,y", "7,8");
    RawTable table = open(folder.toString());
    assertEquals(
        List.of("x NUMBER", "y NUMBER", "year NUMBER", "city TEXT"), RawRows.columns(table));
    assertEquals(List.of("1 2 2024 'KÃB'", "3 4 2025 -", "5 6 2025 -"), RawRows.of(table));
  }

  @Test
  void foldersOfOtherKeysAreRefused() throws IOException {
    String path = write(inner("year=2024"), "a.csv", "x,y", "1,2");
    write(inner("month=3"), "a.csv", "x,y", "1,2");
    assertEquals(
        path + ": found folders of year, expected folders of month", errorOf(folder.toString()));
  }

  @Test
  void foldersOfKeysComeBeforeColumnsOfTheSameName() throws IOException {
    write(inner("year=2023"), "a.csv", "year,x,y", "23,1,2", "23,3,4");
    write(inner("year=2024"), "a.csv", "y,x", "6,5");
    write(inner("year=2025"), "a.csv", "y,x,year", "8,7,25");
    RawTable table = open(folder.toString());
    assertEquals(List.of("x NUMBER", "y NUMBER", "year NUMBER"), RawRows.columns(table));
    assertEquals(List.of("1 2 2023", "3 4 2023", "5 6 2024", "7 8 2025"), RawRows.of(table));
    assertEquals(
        List.of(
            "year is what the folders year=… say: the files have a column of that name, too, which"
                + " is not read"),
        table.notes());
  }

  private Path inner(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static RawTable open(String path) {
    return new CsvSource(path).open(SPARK.context(), CellRules.NONE);
  }

  private static List<String> rows(String path) {
    return RawRows.of(open(path));
  }

  private static String errorOf(String path) {
    return String.valueOf(assertThrows(InvalidInputException.class, () -> open(path)).getMessage());
  }
}
