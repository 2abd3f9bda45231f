package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
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
  @ValueSource(strings = {"a b.csv", "50%.csv", "a,b.csv", "größe.csv"})
  void aFileMayHaveAnyName(String name, @TempDir Path folder) {
    String path = write(folder, name, "x,label", "1,0");
    assertEquals(List.of("[1.0] -> 0.0"), rows(path));
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
