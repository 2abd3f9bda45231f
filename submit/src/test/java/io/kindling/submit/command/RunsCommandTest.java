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
