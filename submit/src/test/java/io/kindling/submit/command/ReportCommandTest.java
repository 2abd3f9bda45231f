package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training leaves for people to look at, and what is made of it later. */
final class ReportCommandTest {
  @TempDir private static Path folder;
  private static Path run;
  private static Outcome trained;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("first");
    trained =
        Outcome.of(
            "train",
            TinyRun.write(folder).toString(),
            "--master",
            "local[2]",
            "--output",
            run.toString());
  }

  private static JsonNode record(Path place) throws IOException {
    return Json.MAPPER.readTree(Files.readString(place.resolve("report.json")));
  }

  @Test
  void aTrainingLeavesItsReport() throws IOException {
    assertEquals(0, trained.status(), trained::toString);
    assertTrue(
        trained
            .out()
            .contains(
                "Report in " + run.resolve("report.html") + ", made anew as training goes on"));
    JsonNode record = record(run);
    assertEquals("finished", record.path("state").asText());
    assertEquals(List.of(2, 8), List.of(record.path("epochs").size(), record.path("step").asInt()));
    assertTrue(trained.lastLine().endsWith("SHA-256 " + record.path("sha256").asText()));
    assertEquals(TinyRun.ROWS, sum(record.path("errors").path("confusion_matrix")));
    assertEquals("[30,30]", record.path("data").path("class_counts").toString());
    assertEquals("x", record.path("data").path("columns").path(0).path("name").asText());
    assertEquals(2, record.path("epochs").path(0).path("layers").size());
  }

  private static int sum(JsonNode matrix) {
    int sum = 0;
    for (JsonNode row : matrix) {
      for (JsonNode value : row) {
        sum += value.asInt();
      }
    }
    return sum;
  }

  @Test
  void theReportIsMadeAgainFromTheFolder() throws IOException {
    String page = Files.readString(run.resolve("report.html"));
    Files.delete(run.resolve("report.html"));
    Outcome outcome = Outcome.of("report", run.toString());
    assertEquals(
        new Outcome(0, List.of("Report in " + run.resolve("report.html")), List.of()), outcome);
    assertEquals(page, Files.readString(run.resolve("report.html")));
  }

  @Test
  void severalTrainingsAreComparedUnderTheNamesOfTheirFolders() throws IOException {
    Path second = Files.createDirectories(folder.resolve("second"));
    Files.writeString(
        second.resolve("report.json"),
        Files.readString(run.resolve("report.json")).replace("\"seed\":\"1\"", "\"seed\":\"2\""));
    Path output = folder.resolve("compared");
    Outcome outcome =
        Outcome.of("report", run.toString(), second.toString(), "--output", output.toString());
    assertEquals(
        new Outcome(0, List.of("Report in " + output.resolve("report.html")), List.of()), outcome);
    assertEquals("second", record(output).path("runs").path(1).path("label").asText());
    String page = Files.readString(output.resolve("report.html"));
    assertTrue(page.contains("<th scope=\"row\">seed</th>"), page);
  }

  @Test
  void aFolderWithoutATrainingIsRefused() {
    Outcome outcome = Outcome.of("report", folder.toString());
    assertEquals(
        new Outcome(
            2,
            List.of(),
            List.of(
                "kindling: %s: found no report.json, expected the output folder of a training, which"
                        .formatted(folder)
                    + " has one")),
        outcome);
  }

  @Test
  void aRecordThatIsDamagedIsRefusedInOneLine() throws IOException {
    Path damaged = Files.createDirectories(folder.resolve("damaged"));
    String whole = Files.readString(run.resolve("report.json"));
    Files.writeString(damaged.resolve("report.json"), whole.substring(0, whole.length() / 2));
    Outcome outcome = Outcome.of("report", damaged.toString());
    assertEquals(List.of(2, 1), List.of(outcome.status(), outcome.err().size()));
    assertTrue(outcome.err().get(0).startsWith("kindling: %s/report.json:1:".formatted(damaged)));
  }

  @Test
  void somethingBehindTheRecordIsRefusedInOneLine() throws IOException {
    Path longer = Files.createDirectories(folder.resolve("longer"));
    String whole = Files.readString(run.resolve("report.json"));
    Files.writeString(longer.resolve("report.json"), whole + "\n\0\0");
    assertEquals(
        new Outcome(
            2,
            List.of(),
            List.of(
                "kindling: %s/report.json:2:2: found something behind the end of the JSON, expected the"
                        .formatted(longer)
                    + " record of a training")),
        Outcome.of("report", longer.toString()));
  }

  @Test
  void aRecordThatIsLargerThanAnyIsRefusedBeforeItIsRead() throws IOException {
    Path large = Files.createDirectories(folder.resolve("large"));
    try (RandomAccessFile file =
        new RandomAccessFile(large.resolve("report.json").toFile(), "rw")) {
      file.setLength(1L << 31); // takes no room on the disk
    }
    assertEquals(
        new Outcome(
            2,
            List.of(),
            List.of(
                "kindling: %s/report.json: found 2147483648 bytes, expected the record of a training of"
                        .formatted(large)
                    + " at most 67108864")),
        Outcome.of("report", large.toString()));
  }
}
