package io.kindling.partitioning.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are data. */
class DataFilesTest {
  @TempDir private Path folder;

  @Test
  void besideFilesWithTheFormatsEndingThoseWithOthersAreLeftOut() throws IOException {
    write(
        "a.csv", "b.CSV.gz", "c.tsv", "README", "notes.txt", "rows.json", "k=1/LICENSE", "part-0");
    DataFiles files = csv("");
    assertEquals(List.of("a.csv", "b.CSV.gz", "c.tsv", "part-0"), names(files));
    assertEquals(
        List.of("left out by their names: README, LICENSE, notes.txt, rows.json"), files.notes());
  }

  @Test
  void elseTextsForPeopleAreLeftOut() throws IOException {
    write("part-00000", "adult.data", "license.TXT", "README.md", "about.html.gz");
    DataFiles files = csv("");
    assertEquals(List.of("adult.data", "part-00000"), names(files));
    assertEquals(
        List.of("left out by their names: README.md, about.html.gz, license.TXT"), files.notes());
  }

  @Test
  void rowsToTrainAndToValidateOnThatAreReadAsOneTableAreTold() throws IOException {
    write("Train.csv", "test.csv", "other.csv");
    assertEquals(
        List.of(
            "Train.csv and test.csv are read as one table; the path of one of them takes it alone"),
        csv("").notes());
    assertEquals(List.of(), csv("t*.csv").notes());
    Files.delete(folder.resolve("Train.csv"));
    assertEquals(List.of(), csv("").notes());
  }

  @Test
  void foldersThatAreNotLookedIntoAreTold() throws IOException {
    write("a.csv", "more/b.csv", "b.csv/part-0", "k=1/c.csv", "_temporary/d.csv", ".git/e.csv");
    Files.delete(folder.resolve("a.csv"));
    DataFiles files = csv("");
    assertEquals(List.of("c.csv"), names(files));
    assertEquals(List.of("folders within are not looked into: b.csv, more"), files.notes());
  }

  @Test
  void filesThatAreNamedAreDataWhateverTheirNames() throws IOException {
    write("a.csv", "README.md");
    assertEquals(List.of("README.md"), names(csv("README.md")));
    assertEquals(List.of("README.md", "a.csv"), names(csv("*")));
    assertEquals(List.of(), csv("*").notes());
  }

  @Test
  void aFolderOfNothingElseIsReadForItsErrors() throws IOException {
    write("README.md");
    assertEquals(List.of("README.md"), names(csv("")));
  }

  private DataFiles csv(String name) {
    String path = name.isEmpty() ? folder.toString() : folder + "/" + name;
    return DataFiles.withKeys(new Configuration(), path, "csv", "a header line");
  }

  private static List<String> names(DataFiles files) {
    return files.statuses().stream().map(status -> status.getPath().getName()).toList();
  }

  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, "x");
    }
  }
}
