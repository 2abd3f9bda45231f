package io.kindling.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    String[] arguments = new String[6 + more.length];
    arguments[0] = "train";
    arguments[1] = TinyRun.write(folder).toString();
    arguments[2] = "--master";
    arguments[3] = "local[2]";
    arguments[4] = "--output";
    arguments[5] = folder.resolve("run").toString();
    System.arraycopy(more, 0, arguments, 6, more.length);
    return Outcome.of(arguments);
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
