package io.kindling.partitioning.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.testing.IdxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  private final Configuration configuration = new Configuration();

  @Test
  void aFileNamesItself(@TempDir Path folder) {
    touch(folder, "a.csv", "b.csv");
    assertEquals(List.of("a.csv"), names(folder.resolve("a.csv").toString()));
  }

  @Test
  void aFolderGivesItsFilesInTheOrderOfTheirPaths(@TempDir Path folder) {
    touch(folder, "part-10", "part-02", "part-1", "Part-3");
    assertEquals(List.of("Part-3", "part-02", "part-1", "part-10"), names(folder.toString()));
  }

  @Test
  void hiddenFilesOfAFolderAreLeftOut(@TempDir Path folder) {
    touch(folder, "_SUCCESS", ".a.crc", "a");
    assertEquals(List.of("a"), names(folder.toString()));
  }

  @Test
  void aHiddenFileCanBeNamed(@TempDir Path folder) {
    touch(folder, "_a.csv");
    assertEquals(List.of("_a.csv"), names(folder.resolve("_a.csv").toString()));
  }

  @Test
  void foldersWithinAFolderAreLeftOut(@TempDir Path folder) throws IOException {
    touch(Files.createDirectory(folder.resolve("inner")), "b");
    touch(folder, "a");
    assertEquals(List.of("a"), names(folder.toString()));
  }

  @Test
  void aGlobGivesWhatItMatches(@TempDir Path folder) {
    touch(folder, "a1.csv", "a2.csv", "b1.csv");
    assertEquals(List.of("a1.csv", "a2.csv"), names(folder.resolve("a*.csv").toString()));
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    String path = folder.resolve("missing.csv").toString();
    assertEquals(
        path + ": found no such file, expected a file, a folder of files or a glob",
        messageOf(() -> InputFiles.list(configuration, path)));
  }

  @Test
  void anEmptyFolderIsNamed(@TempDir Path folder) {
    assertEquals(
        folder + ": found no such file, expected a file, a folder of files or a glob",
        messageOf(() -> InputFiles.list(configuration, folder.toString())));
  }

  @Test
  void anEmptyPathIsRefusedInOneLine() {
    String message = messageOf(() -> InputFiles.list(configuration, ""));
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void anUnknownFileSystemIsRefusedInOneLine() {
    String message = messageOf(() -> InputFiles.list(configuration, "nowhere://host/a.csv"));
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void severalFilesAreRefusedWhereOneIsExpected(@TempDir Path folder) {
    touch(folder, "a", "b");
    assertEquals(
        folder + ": found 2 files, expected one file",
        messageOf(() -> InputFiles.single(configuration, folder.toString())));
  }

  @Test
  void aCompressedFileIsOpenedAsItsContent(@TempDir Path folder) throws IOException {
    byte[] content = IdxWriter.counting(1000);
    String path = IdxWriter.write(folder, "a.gz", IdxWriter.gzip(content));
    try (var in = InputFiles.open(configuration, new org.apache.hadoop.fs.Path(path))) {
      assertEquals(content.length, in.readAllBytes().length);
    }
  }

  private List<String> names(String path) {
    return InputFiles.list(configuration, path).stream()
        .map(file -> file.getPath().getName())
        .toList();
  }

  private static String messageOf(Runnable action) {
    String message = assertThrows(InvalidInputException.class, action::run).getMessage();
    return message == null ? "" : message;
  }

  private static void touch(Path folder, String... names) {
    for (String name : names) {
      IdxWriter.write(folder, name, new byte[1]);
    }
  }
}
