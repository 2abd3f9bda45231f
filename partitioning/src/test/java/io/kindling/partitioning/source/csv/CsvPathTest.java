package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
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

  @Test
  void aGlobReadsTheFilesThatItMatches(@TempDir Path folder) {
    write(folder, "a1.csv", "x,label", "1,0");
    write(folder, "a2.csv", "x,label", "2,0");
    write(folder, "b.csv", "x,label", "3,0");
    assertEquals(
        List.of("[1.0] -> 0.0", "[2.0] -> 0.0"), rows(folder.resolve("a*.csv").toString()));
  }

  @Test
  void hiddenFilesOfAFolderAreNotRead(@TempDir Path folder) {
    write(folder, "a.csv", "x,label", "1,0");
    write(folder, "_SUCCESS", "no", "csv");
    assertEquals(List.of("[1.0] -> 0.0"), rows(folder.toString()));
  }

  @Test
  void aHiddenFileIsReadWhenItIsNamed(@TempDir Path folder) {
    String path = write(folder, "_a.csv", "x,label", "1,0");
    assertEquals(List.of("[1.0] -> 0.0"), rows(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.csv", "50%.csv", "a,b.csv", "größe.csv", "data[1].csv", "{a}.csv", "a:b.csv",
        "12:00.csv", "a\\b.csv", "a#b.csv", "a?.csv", "a*.csv", "${user.name}.csv", "a:b.csv.gz"
      })
  void aFileMayHaveAnyName(String name, @TempDir Path folder) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("at 16:00 [1]"));
    write(inner, "a1.csv", "x,label", "2,0");
    String path = write(inner, name, "x,label", "1,0", "1,much");
    SourceTable table = new CsvSource(path, "label").open(SPARK.context());
    assertEquals("[1.0] -> 0.0", Contents.listOf(table).get(0));
    assertEquals(
        path + ":3: found 'much' in column 'label', expected a number",
        assertThrows(InvalidInputException.class, () -> RowScan.count(table, null)).getMessage());
  }

  @Test
  void errorsNameALocalFileWithoutItsScheme(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,label");
    SourceTable table = new CsvSource("file:" + path, "label").open(SPARK.context());
    assertEquals(
        path + ": found no rows, expected at least 1",
        assertThrows(InvalidInputException.class, () -> RowScan.count(table, null)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[1].csv", "a{1}.csv", "a*.csv", "a?.csv"})
  void aFileOfAFolderMayHaveANameThatLooksLikeAGlob(String name, @TempDir Path folder) {
    write(folder, name, "x,label", "1,0");
    write(folder, "a1.csv", "x,label", "2,0");
    assertEquals(
        List.of("[1.0] -> 0.0", "[2.0] -> 0.0"),
        rows(folder.toString()).stream().sorted().toList());
  }

  private static List<String> rows(String path) {
    return Contents.listOf(new CsvSource(path, "label").open(SPARK.context()));
  }
}
