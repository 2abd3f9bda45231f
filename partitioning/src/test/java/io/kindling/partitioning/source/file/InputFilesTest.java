package io.kindling.partitioning.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.testing.IdxWriter;
import io.kindling.partitioning.testing.StrictFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aLinkToNoFileIsNamedAndNotLeftOut(@TempDir Path folder) throws IOException {
    touch(folder, "a");
    Files.createSymbolicLink(folder.resolve("_hidden"), folder.resolve("nowhere"));
    assertEquals(List.of("a"), names(folder.toString()));
    Files.createSymbolicLink(folder.resolve("c"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("b"), folder.resolve("nowhere"));
    var error = assertThrows(InvalidInputException.class, () -> names(folder.toString()));
    assertEquals(
        folder + "/b: found a link to no file, expected one that leads to a file",
        error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "_delta_log/00000000000000000001.json, Delta Lake, delta, *.parquet",
    ".hoodie/hoodie.properties, Apache Hudi, hudi, *.parquet",
    "metadata/v1.metadata.json, Apache Iceberg, iceberg, data/*.parquet"
  })
  void foldersThatKeepOlderVersionsOfRowsAreRefused(
      String log, String table, String format, String all, @TempDir Path folder)
      throws IOException {
    touch(folder, "part-0.parquet");
    Path file = folder.resolve(log);
    touch(Files.createDirectory(file.getParent()), file.getFileName().toString());
    var error = assertThrows(InvalidInputException.class, () -> names(folder.toString()));
    assertEquals(
        folder
            + (": found a table of %s, whose folder keeps rows of older versions, too, expected"
                    + " files of the rows that count, as Spark writes them:"
                    + " spark.read.format(\"%s\").load(…).write.parquet(…); a glob, such as %s,"
                    + " takes all files")
                .formatted(table, format, all),
        error.getMessage());
    assertEquals(List.of("part-0.parquet"), names(folder + "/*.parquet"));
  }

  @Test
  void aFolderOfOtherMetadataIsNoTable(@TempDir Path folder) throws IOException {
    touch(folder, "a.csv");
    touch(Files.createDirectory(folder.resolve("metadata")), "columns.json");
    assertEquals(List.of("a.csv"), names(folder.toString()));
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
        folder + ": found a folder without files, expected a file, a folder of files or a glob",
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
  void anAddressOfTheWebIsNoEmptyFile() {
    assertEquals(
        "http://127.0.0.1/a.csv: found a web address, whose length nobody tells, expected a file"
            + " that was downloaded from it",
        messageOf(() -> InputFiles.list(configuration, "http://127.0.0.1/a.csv")));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data[1].csv",
        "a{b}.csv",
        "a{b,c}.csv",
        "a:b.csv",
        "12:00.csv",
        "a\\b.csv",
        "a b .csv",
        "50%.csv",
        "a%20b.csv",
        "a#b.csv",
        "a?b.csv",
        "a*.csv",
        "[a.csv",
        "größe.csv",
        "日本.csv"
      })
  void aFileOfAnyNameInAFolderOfAnyNameNamesItself(String name, @TempDir Path folder)
      throws IOException {
    Path inner = Files.createDirectory(folder.resolve("at 16:00 [1] {x,y}"));
    touch(inner, name, "a1.csv", "ab.csv", "a:c.csv", "data1.csv");
    String path = inner.resolve(name).toString();
    assertEquals(List.of(name), names(path));
    assertEquals(List.of(name), names("file:" + path));
  }

  @Test
  void namesWithColonsBesideAGlobDoNotMatter(@TempDir Path folder) throws IOException {
    touch(folder, "a1.csv", "a2.csv", "b:c.csv", "d:", "e[.csv");
    Files.createDirectory(folder.resolve("f:g"));
    assertEquals(List.of("a1.csv", "a2.csv"), names(folder.resolve("a*.csv").toString()));
  }

  @Test
  void aGlobMatchesNamesWithColons(@TempDir Path folder) {
    touch(folder, "at 16:00.csv", "at 17:00.csv", "b.csv");
    assertEquals(
        List.of("at 16:00.csv", "at 17:00.csv"), names(folder.resolve("at *.csv").toString()));
  }

  @Test
  void aGlobMayStandInAFolderWhoseNameLooksLikeOne(@TempDir Path folder) throws IOException {
    touch(Files.createDirectory(folder.resolve("run[1]")), "a1.csv", "b.csv");
    touch(Files.createDirectory(folder.resolve("run1")), "a2.csv");
    assertEquals(List.of("a1.csv"), names(folder.resolve("run[1]/a*.csv").toString()));
  }

  @Test
  void aGlobMayNameFoldersAndAlternatives(@TempDir Path folder) throws IOException {
    touch(Files.createDirectory(folder.resolve("day1")), "a.csv", "b.csv");
    touch(Files.createDirectory(folder.resolve("day2")), "a.csv", "c.csv");
    touch(folder, "day3");
    assertEquals(List.of("a.csv", "a.csv"), names(folder.resolve("day*/a*").toString()));
    assertEquals(List.of("b.csv", "c.csv"), names(folder.resolve("day?/{b,c}.csv").toString()));
    assertEquals(List.of("b.csv", "c.csv"), names(folder + "/{day1/b,day2/c}.csv"));
    assertEquals(
        List.of("a.csv", "b.csv", "a.csv", "c.csv"), names(folder.resolve("day[12]").toString()));
  }

  @Test
  void aFileBesideTheFoldersOfAGlobIsNoFolder(@TempDir Path folder) throws IOException {
    StrictFileSystem.register(configuration);
    touch(Files.createDirectory(folder.resolve("day1")), "a.csv");
    touch(folder, "day2");
    assertEquals(List.of("a.csv"), names("strict:" + folder + "/day*/a.csv"));
  }

  @Test
  void aFileThatTwoAlternativesMatchIsReadOnce(@TempDir Path folder) throws IOException {
    touch(Files.createDirectory(folder.resolve("day1")), "a.csv");
    assertEquals(List.of("a.csv"), names(folder + "/{day1/a,day*/a}.csv"));
  }

  @Test
  void alternativesMayEndWithASlash(@TempDir Path folder) throws IOException {
    touch(Files.createDirectory(folder.resolve("day1")), "a.csv");
    touch(Files.createDirectory(folder.resolve("day2")), "b.csv");
    assertEquals(List.of("a.csv", "b.csv"), names(folder + "/{day1/,day2/}"));
  }

  @Test
  void aGlobThatIsNoneIsAName(@TempDir Path folder) {
    touch(folder, "a.csv");
    String path = folder.resolve("[a.csv").toString();
    assertEquals(
        path + ": found no such file, expected a file, a folder of files or a glob",
        messageOf(() -> InputFiles.list(configuration, path)));
  }

  @Test
  void aPathOfWindowsIsRefusedInOneLine() {
    assertEquals(
        "C:\\data\\a.csv: found no such file, expected a file, a folder of files or a glob",
        messageOf(() -> InputFiles.list(configuration, "C:\\data\\a.csv")));
  }

  @Test
  void aFileSystemWhosePackageIsMissingIsNamed() {
    String message = messageOf(() -> InputFiles.list(configuration, "s3a://bucket/x.csv"));
    assertTrue(message.startsWith("s3a://bucket/x.csv: found no file system for s3a:"), message);
    assertTrue(message.contains("org.apache.hadoop:hadoop-aws:"), message);
  }

  @Test
  void aCodecThatIsNotThereIsNamed(@TempDir Path folder) {
    touch(folder, "a.zst");
    var path = new org.apache.hadoop.fs.Path(folder + "/a.zst");
    String message =
        messageOf(
            () -> {
              try {
                InputFiles.open(configuration, path).close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertTrue(
        message.startsWith(path + ": found a .zst file, which this Hadoop cannot unpack: "),
        message);
    assertEquals(1, message.lines().count(), message);
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
