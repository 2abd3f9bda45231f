package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kindling runs}, over a training, and one that was killed in its second epoch. */
final class RunsCommandTest {
  @TempDir private static Path folder;
  private static Path runs;
  private static Outcome trained;

  @BeforeAll
  static void train() throws IOException {
    runs = Files.createDirectory(folder.resolve("runs"));
    Path run = runs.resolve("b");
    String config = TinyRun.write(folder).toString();
    trained = Outcome.of("train", config, "--master", "local[2]", "--output", run.toString());
    assertEquals(0, trained.status(), trained::toString);
    ObjectNode killed = (ObjectNode) Json.MAPPER.readTree(run.resolve("report.json").toFile());
    killed.put("state", "running").remove(List.of("sha256", "seconds"));
    killed.put("updated", Instant.now().minus(Duration.ofMinutes(12)).toString());
    killed.withArray("epochs").remove(1);
    killed.put("best_epoch", 1);
    Path other = Files.createDirectory(runs.resolve("a-killed"));
    Files.write(other.resolve("report.json"), Json.MAPPER.writeValueAsBytes(killed));
    Files.createDirectory(runs.resolve("empty"));
  }

  @Test
  void trainingsAreListedByTimeWithWhatTheyReached() {
    Outcome listed = Outcome.of("runs", runs.toString());
    assertEquals(0, listed.status(), listed::toString);
    assertEquals(3, listed.out().size(), listed::toString);
    String sha256 = trained.lastLine().replaceFirst(".*SHA-256 ", "").substring(0, 8);
    assertTrue(
        listed.out().get(1).matches("a-killed +running, no news for 12 min +1 +1 +\\S.* – +–"),
        listed::toString);
    assertTrue(
        listed
            .out()
            .get(2)
            .matches("b +finished +2 +\\d +validation accuracy \\d\\.\\d{4} +\\d.* s +" + sha256),
        listed::toString);
  }

  @Test
  void asJsonTheyHaveTheirSettingsAndTheMetricsOfTheirBestEpoch() throws IOException {
    Outcome listed = Outcome.of("runs", runs.toString(), "--json");
    JsonNode tree = Json.MAPPER.readTree(String.join("\n", listed.out()));
    assertEquals(List.of("a-killed", "b"), tree.findValuesAsText("run"));
    JsonNode run = tree.path(1);
    JsonNode record = Json.MAPPER.readTree(runs.resolve("b/report.json").toFile());
    assertEquals(record.path("settings"), run.path("settings"));
    assertEquals(record.path("epochs").path(run.path("best_epoch").asInt() - 1), run.path("best"));
    assertEquals(2, run.path("epochs").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'format': 1; :1:13: found invalid JSON (it ends within a value)",
        "{'format': 1}}; :1:14: found something behind the end of the JSON",
        "{'format': 1, 'kind': 'run'}; : found 'updated' ''",
        "{'format': 1, 'kind': 'run', 'updated': 'x'}; : found 'updated' 'x'",
        "{'format': 2}; : found a record of format 2"
      },
      quoteCharacter = '"')
  void oneThatIsDamagedIsToldAndTheOthersAreListed(String record, String told, @TempDir Path place)
      throws IOException {
    Path damaged = Files.createDirectory(place.resolve("a")).resolve("report.json");
    Files.writeString(damaged, record.replace('\'', '"'));
    Path whole = Files.createDirectory(place.resolve("b")).resolve("report.json");
    Files.copy(runs.resolve("b/report.json"), whole);
    Outcome listed = Outcome.of("runs", place.toString());
    assertEquals(0, listed.status(), listed::toString);
    assertEquals(2, listed.out().size(), listed::toString);
    assertEquals(1, listed.err().size(), listed::toString);
    String line = listed.err().get(0);
    assertTrue(line.startsWith("kindling: " + damaged + told), line);
    assertTrue(line.endsWith("; it is left out of the list"), line);
  }

  @Test
  void aFolderWithoutTrainingsIsSaidToHaveNone() {
    String none = runs.resolve("empty").toString();
    assertEquals(
        new Outcome(0, List.of("No training has left a report in " + none), List.of()),
        Outcome.of("runs", none));
  }

  @Test
  void whatIsNoFolderIsRefused() {
    Path missing = folder.resolve("missing");
    String expected = "kindling: %s: found %s, expected a folder with output folders of trainings";
    assertEquals(
        new Outcome(2, List.of(), List.of(expected.formatted(missing, "no such folder"))),
        Outcome.of("runs", missing.toString()));
    Path file = runs.resolve("b/report.json");
    assertEquals(
        new Outcome(2, List.of(), List.of(expected.formatted(file, "a file"))),
        Outcome.of("runs", file.toString()));
  }
}
