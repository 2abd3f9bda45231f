package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.tests.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A driver that is killed at random moments, by a signal that it cannot hear, and goes on: in
 * {@code runs/}, with another number of cores.
 */
@Tag("faults")
class KilledTrainingTest {
  private static final int KILLS = Integer.getInteger("kindling.kills", 1);
  private static final int LONGEST_MILLIS = 2000;

  @TempDir private Path folder;

  /** Where it is killed once only, what a step is does not matter. */
  static Stream<String> syncs() {
    return Stream.of("every_step", "{local_steps: {steps: 3}}").limit(KILLS);
  }

  @ParameterizedTest
  @MethodSource("syncs")
  void theModelAndTheHistoryAreThoseOfATrainingInOneGo(String sync)
      throws IOException, InterruptedException {
    KindlingCommand command = new KindlingCommand(folder);
    Path inOneGo = folder.resolve("one");
    String expected =
        lastLine(command.run(arguments(sync, "--master", "local[2]", "--output", "one")));

    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] arguments = arguments(sync, "--master", "local[2]");
    for (int kill = 0; kill < KILLS; kill++) {
      try (KindlingCommand.Running running = command.start(arguments)) {
        running.awaitOutput("Training on");
        awaitCheckpoint(); // one that has a model and no checkpoint does not go on
        Thread.sleep(random.nextInt(LONGEST_MILLIS));
        running.kill();
      }
      arguments = arguments(sync, "--master", "local[1]", "--resume");
    }
    Path run = onlyRun();
    String resumed = lastLine(command.run(arguments(sync, "--master", "local[1]", "--resume")));
    assertEquals(expected.replace("one/model", "runs/" + run.getFileName() + "/model"), resumed);
    assertEquals(history(inOneGo), history(run));
  }

  private void awaitCheckpoint() throws IOException, InterruptedException {
    CheckpointFolder checkpoints =
        new CheckpointFolder(onlyRun().resolve("checkpoints").toString(), new Configuration());
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (checkpoints.isEmpty()) {
      assertTrue(System.nanoTime() < end, "no checkpoint came");
      Thread.sleep(5);
    }
  }

  private static String[] arguments(String sync, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                Project.sampleData().resolve("digits.yaml").toString(),
                "--set",
                "training.epochs=25",
                "--set",
                "training.checkpoint={every_steps: 5}",
                "--set",
                "training.sync=" + sync));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  private static String lastLine(KindlingCommand.Result result) {
    assertEquals(0, result.status(), result.error());
    List<String> lines = result.output().lines().toList();
    return lines.get(lines.size() - 1);
  }

  private Path onlyRun() throws IOException {
    try (var runs = Files.list(folder.resolve("runs"))) {
      List<Path> found = runs.toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0);
    }
  }

  private static List<ObjectNode> history(Path run) throws IOException {
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("history.jsonl"))) {
      ObjectNode values = (ObjectNode) new ObjectMapper().readTree(line);
      values.remove(List.of("seconds", "samples_per_second", "events"));
      lines.add(values);
    }
    return lines;
  }
}
