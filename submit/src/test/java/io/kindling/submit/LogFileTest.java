package io.kindling.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.fixture.FailsOnce;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the log goes with {@code --log-file}. */
final class LogFileTest {
  @TempDir private Path folder;

  /** What the tests' own file says. */
  @AfterEach
  void logAsBefore() {
    Configurator.reconfigure();
  }

  private Outcome train(String... more) throws IOException {
    return train("local[2]", TinyRun.write(folder), more);
  }

  private Outcome train(String master, Path config, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", config.toString(), "--master", master));
    arguments.addAll(List.of("--output", folder.resolve("run").toString()));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(new String[0]));
  }

  @Test
  void sparksLogGoesIntoTheFileAndNoneOfItToTheTerminal() throws IOException {
    Path log = Files.writeString(folder.resolve("train.log"), "what was there\n");
    Outcome outcome = train("--log-file", log.toString());
    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals(List.of(), outcome.err());
    List<String> lines = Files.readAllLines(log);
    assertEquals("what was there", lines.get(0));
    assertTrue(
        lines.stream().anyMatch(line -> line.matches(".* INFO SparkContext: .*Running Spark.*")),
        () -> String.join("\n", lines));
    assertTrue(lines.get(lines.size() - 1).matches("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ .*"));
  }

  @Test
  void aFailureIsOneLineOnTheTerminalAndInTheFileWithItsStackTrace() throws IOException {
    Path log = folder.resolve("train.log");
    Outcome outcome = train("--log-file=" + log, "--set", "optimizer.adam.learning_rate=1e38");
    assertEquals(1, outcome.status(), outcome::toString);
    assertEquals(1, outcome.err().size(), outcome::toString);
    String logged = Files.readString(log);
    assertTrue(logged.contains("ERROR Main: the command failed"), logged);
    assertTrue(logged.contains("\tat io.kindling.submit.command.TrainCommand"), logged);
  }

  /** What somebody sees who runs the cluster. */
  @Test
  void aTaskThatFailedAndEachCheckpointAreALineOfTheLogAndAnEventOfTheHistory() throws IOException {
    Path config = TinyRun.write(folder);
    String failing = "- %s\n  - tanh".formatted(FailsOnce.class.getName());
    Files.writeString(config, Files.readString(config).replace("- tanh", failing));
    Path log = folder.resolve("train.log");
    FailsOnce.plant();
    Outcome outcome =
        train(
            "local[2,4]", // a task may fail four times
            config,
            "--log-file=" + log,
            "--set",
            "training.epochs=40",
            "--set",
            "training.checkpoint={every_epochs: 1}");
    assertEquals(0, outcome.status(), outcome::toString);
    List<String> logged = Files.readAllLines(log);
    List<String> failed = toldBy("WARN ClusterWatch: ", logged);
    assertEquals(List.of("a task failed: java.lang.IllegalStateException: no luck,"), failed);
    List<String> written = toldBy("INFO CheckpointWriter: ", logged);
    String shape =
        "checkpoint (after|of) epoch [0-9]+(, batch [0-9]+)? written: [0-9]+ bytes in [0-9]+ ms";
    assertTrue(written.stream().allMatch(line -> line.matches(shape)), written::toString);
    assertTrue(written.get(written.size() - 1).startsWith("checkpoint after epoch 40 written: "));
    assertEquals(failed, events("tasks_failed"));
    List<String> noted = events("checkpoint");
    assertTrue(noted.size() > 1, noted::toString);
    // Behind the last of them no epoch ends any more.
    assertEquals(written.subList(0, noted.size()), noted);
    assertTrue(written.size() - noted.size() <= 2, () -> written + " and " + noted);
  }

  private static List<String> toldBy(String source, List<String> logged) {
    return logged.stream()
        .filter(line -> line.contains(source))
        .map(line -> line.replaceFirst(".*? " + source, ""))
        .toList();
  }

  /** What the history tells of a kind, in the events of its epochs. */
  private List<String> events(String kind) throws IOException {
    List<String> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("run/history.jsonl"))) {
      for (JsonNode event : Json.MAPPER.readTree(line).path("events")) {
        if (event.path("kind").asText().equals(kind)) {
          events.add(event.path("what").asText());
        }
      }
    }
    return events;
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeAnythingElse() throws IOException {
    Outcome outcome = train("--log-file", folder.toString());
    assertEquals(
        new Outcome(
            2,
            List.of(),
            List.of(
                "kindling: --log-file: found %s, Is a directory, expected a file that can be written"
                    .formatted(folder))),
        outcome);
    assertFalse(Files.exists(folder.resolve("run")));
  }
}
