package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.tests.Project;
import io.kindling.tests.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long training on a cluster of two workers in which something is killed every 20 s, by a signal
 * that it cannot hear: an executor, then the driver, which goes on then, and so forth. Steps are
 * taken by workers and as jobs in turn.
 */
@EnabledIfSystemProperty(named = "kindling.soak", matches = "[1-9][0-9]*")
class SoakTest {
  private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("kindling.soak", 0L));
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WORKERS = 2;

  @TempDir private Path folder;
  private Path run;
  private int executorsKilled;
  private int driversKilled;
  private long lastKill;

  @BeforeEach
  void name() {
    run = folder.resolve("run");
  }

  @Test
  void theModelAndTheHistoryAreThoseOfATrainingInOneGo() throws IOException, InterruptedException {
    Path files = Files.createDirectory(folder.resolve("cluster"));
    String last;
    try (StandaloneCluster cluster = StandaloneCluster.start(files, WORKERS)) {
      long end = System.nanoTime() + LENGTH.toNanos();
      lastKill = System.nanoTime();
      while (System.nanoTime() < end) {
        surviveOneDriver(cluster);
      }
      StandaloneCluster.Output output =
          start(cluster, "--resume", "--set", "training.budget={epochs: 1}").await(PATIENCE);
      assertEquals(0, output.status(), output.log());
      last = sha256(output.text());
    }
    List<ObjectNode> history = history(run);
    long lost = history.stream().mapToLong(SoakTest::executorsLost).sum();
    System.out.printf(
        "%s executors and %s drivers killed in %s; %s epochs, %s steps; the history tells of %s lost"
            + " executors%n",
        executorsKilled,
        driversKilled,
        LENGTH,
        history.size(),
        history.get(history.size() - 1).get("step"),
        lost);
    long kills = LENGTH.dividedBy(BETWEEN_KILLS) / 2;
    assertTrue(executorsKilled >= kills && driversKilled >= kills);
    assertTrue(lost >= executorsKilled, "what the history tells");

    Path inOneGo = folder.resolve("one");
    KindlingCommand.Result whole =
        new KindlingCommand(folder)
            .run(arguments(inOneGo, "--master", "local[1]", "--set", "training.epochs=" + epoch()));
    assertEquals(0, whole.status(), whole.error());
    assertEquals(sha256(whole.output()), last);
    assertEquals(plain(history(inOneGo)), plain(history));
  }

  /** An executor is killed, then the driver, each while steps are taken. */
  private void surviveOneDriver(StandaloneCluster cluster)
      throws IOException, InterruptedException {
    boolean goesOn = driversKilled > 0;
    String engine = driversKilled % 2 == 0 ? "resident" : "jobs";
    try (StandaloneCluster.Submitted training =
        start(
            cluster,
            List.of("--conf", "spark.kindling.steps=" + engine),
            goesOn ? new String[] {"--resume"} : new String[0])) {
      TrainingPosition start = goesOn ? position() : TrainingPosition.START;
      awaitTurn();
      TrainingPosition atFirst = awaitBeyond(start, training);
      assertTrue(cluster.killExecutor(executorsKilled % WORKERS), training.soFar()::log);
      executorsKilled++;
      awaitTurn();
      awaitBeyond(atFirst, training);
    }
    driversKilled++;
  }

  private void awaitTurn() throws InterruptedException {
    long due = lastKill + BETWEEN_KILLS.toNanos();
    Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
    lastKill = System.nanoTime();
  }

  /** Waits until there is a checkpoint of a later position; whether none is there is a failure. */
  private TrainingPosition awaitBeyond(
      TrainingPosition before, StandaloneCluster.Submitted training)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    TrainingPosition now = position();
    while (!isBeyond(now, before)) {
      assertTrue(
          training.soFar().status() == 0 && System.nanoTime() < end,
          () -> "nothing after %s: %s".formatted(before, training.soFar().log()));
      Thread.sleep(50);
      now = position();
    }
    return now;
  }

  private static boolean isBeyond(TrainingPosition now, TrainingPosition before) {
    return now.epochs() > before.epochs()
        || (now.epochs() == before.epochs() && now.batches() > before.batches());
  }

  private TrainingPosition position() throws IOException {
    return new CheckpointFolder(run.resolve("checkpoints").toString(), new Configuration())
        .last()
        .map(found -> found.state().position())
        .orElse(TrainingPosition.START);
  }

  private StandaloneCluster.Submitted start(StandaloneCluster cluster, String... more) {
    return start(cluster, List.of(), more);
  }

  private StandaloneCluster.Submitted start(
      StandaloneCluster cluster, List<String> options, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(more));
    all.addAll(
        List.of("--set", "training.epochs=1000000", "--min-cores", Integer.toString(WORKERS)));
    return cluster.start(
        options,
        Project.jar(),
        "io.kindling.submit.Main",
        arguments(run, all.toArray(String[]::new)));
  }

  private static String[] arguments(Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                Project.sampleData().resolve("digits.yaml").toString(),
                "--output",
                output.toString(),
                "--set",
                "training.batch_size=16",
                "--set",
                "optimizer={adam: {learning_rate: 0.0001}}",
                "--set",
                "training.checkpoint={every_steps: 100}"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** The epoch that the model is of. */
  private int epoch() throws IOException {
    Object epoch =
        ModelFiles.load(new Configuration(), run.resolve("model").toString())
            .provenance()
            .values()
            .get("epoch");
    return Integer.parseInt(String.valueOf(epoch));
  }

  private static String sha256(String output) {
    List<String> lines = output.lines().toList();
    return lines.get(lines.size() - 1).replaceFirst(".* SHA-256 ", "");
  }

  private static List<ObjectNode> history(Path run) throws IOException {
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("history.jsonl"))) {
      lines.add((ObjectNode) new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static long executorsLost(JsonNode line) {
    long lost = 0;
    for (JsonNode event : line.path("events")) {
      lost += event.path("kind").asText().equals("executor_lost") ? 1 : 0;
    }
    return lost;
  }

  /** Without what follows from the clock. */
  private static List<ObjectNode> plain(List<ObjectNode> history) {
    history.forEach(line -> line.remove(List.of("seconds", "samples_per_second", "events")));
    return history;
  }
}
