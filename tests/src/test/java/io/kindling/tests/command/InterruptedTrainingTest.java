package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.tests.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that a signal ends, or for which there is not enough memory. */
class InterruptedTrainingTest {
  private static final int ROWS = 20_000; // in steps of one: no epoch ends while the test runs
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;
  private Path run;
  private Path output;
  private Path error;
  private @Nullable Process process;

  @BeforeEach
  void nameFiles() {
    run = folder.resolve("run");
    output = folder.resolve("output.txt");
    error = folder.resolve("error.txt");
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void ctrlCGivesOneLineThatSaysWhereTheLastModelIsAndHowToGoOn()
      throws IOException, InterruptedException {
    assertOneLineSaysHowToGoOn("INT", 2, 130);
  }

  @Test
  @Tag("matrix") // the test of a signal before the first epoch has ended sends TERM, too
  void theSignalOfClusterManagersGivesOneLineThatSaysWhereTheLastModelIsAndHowToGoOn()
      throws IOException, InterruptedException {
    assertOneLineSaysHowToGoOn("TERM", 15, 143);
  }

  private void assertOneLineSaysHowToGoOn(String name, int signal, int status)
      throws IOException, InterruptedException {
    Process training = start("", sample("xor.yaml"), "--set", "training.epochs=1000000");
    await(training, run.resolve("history.jsonl"), "\n");
    assumeFalse(
        KindlingCommand.ignores(training, signal), "as children of a shell's background jobs do");
    send(training, name);
    assertEquals(status, awaitExit(training), Files.readString(error));

    Matcher line =
        Pattern.compile(
                "kindling: interrupted; the model of epoch (\\d+) is in (.*); go on from the"
                    + " checkpoint (.*) by: (kindling train .* --resume)\n")
            .matcher(Files.readString(error));
    assertTrue(line.matches(), Files.readString(error));
    assertEquals(run.resolve("model").toString(), line.group(2));
    assertEquals(
        Integer.parseInt(line.group(1)), Files.readAllLines(run.resolve("history.jsonl")).size());
    ModelFiles.load(new Configuration(), line.group(2));
    assertEquals(List.of(), hiddenFiles());
    TrainingPosition position = checkpoint();
    assertEquals(
        position.batches() == 0
            ? "after epoch " + position.epochs()
            : "of epoch %s, batch %s".formatted(position.epochs() + 1, position.batches()),
        line.group(3));
    assertTrue(position.epochs() >= Integer.parseInt(line.group(1)), position.toString());
  }

  private TrainingPosition checkpoint() throws IOException {
    return new CheckpointFolder(run.resolve("checkpoints").toString(), new Configuration())
        .last()
        .orElseThrow()
        .state()
        .position();
  }

  @Test
  void beforeTheFirstEpochHasEndedACheckpointIsLeft() throws IOException, InterruptedException {
    Path config = manyRows();
    Process training = start("", config.toString(), "--set", "training.batch_size=1");
    await(training, output, "Training on");
    send(training, "TERM");
    assertEquals(143, awaitExit(training), Files.readString(error));
    TrainingPosition position = checkpoint();
    assertEquals(0, position.epochs());
    assertTrue(position.batches() > 0, position.toString());
    assertEquals(
        ("kindling: interrupted; no epoch had ended, so there is no new model; go on from the"
                + " checkpoint of epoch 1, batch %s by: kindling train %s --output %s --set"
                + " training.batch_size=1 --resume\n")
            .formatted(position.batches(), config, run),
        Files.readString(error));
    assertTrue(Files.notExists(run.resolve("model")));
  }

  @Tag("matrix")
  @Test
  void aNetworkThatTheHeapCannotHoldIsRefusedInOneLine() throws IOException, InterruptedException {
    Process training =
        start(
            "-Xmx600m",
            sample("xor.yaml"),
            "--set",
            "network=[dense: {units: 20000}, relu, dense: {units: 4000}, relu, dense: {units: 1}]");
    assertEquals(2, awaitExit(training), Files.readString(error));
    List<String> said = said();
    assertEquals(1, said.size(), said.toString());
    assertTrue(
        said.get(0).contains("network: found 80,068,001 parameters, for which the driver needs at"),
        said.get(0));
    assertTrue(Files.notExists(run));
  }

  /** A batch of all rows, for which a task needs buffers of several hundred megabytes. */
  @Tag("matrix")
  @Test
  void aBatchThatATaskCannotHoldIsToldInOneLine() throws IOException, InterruptedException {
    Path config = manyRows();
    Process training =
        start(
            "-Xmx600m",
            config.toString(),
            "--set",
            "training.batch_size=20000",
            "--set",
            "training.shards=1",
            "--set",
            "network=[dense: {units: 9000}, relu, dense: {units: 1}]");
    assertEquals(1, awaitExit(training), Files.readString(error));
    List<String> said = said();
    assertEquals(1, said.size(), String.join("\n", said));
    assertTrue(said.get(0).startsWith("kindling: out of memory: a task needs more"), said.get(0));
    try (Stream<Path> left = Files.list(run)) {
      assertEquals(
          Stream.of("report.html", "report.json", "history.jsonl")
              .map(run::resolve)
              .collect(Collectors.toSet()),
          left.collect(Collectors.toSet()));
    }
    String history = Files.readString(run.resolve("history.jsonl"));
    assertTrue(history.matches("\\{\"epoch\":1,\"events\":\\[.*tasks_failed.*]}\n"), history);
    String report = Files.readString(run.resolve("report.json"));
    assertTrue(report.contains("\"state\":\"failed\""), report);
  }

  private List<String> said() throws IOException {
    return Files.readAllLines(error).stream()
        .filter(line -> !line.startsWith("Picked up")) // JAVA_TOOL_OPTIONS
        .toList();
  }

  /** A config file for rows that are many for their batches. */
  private Path manyRows() throws IOException {
    StringBuilder csv = new StringBuilder("x,y,label\n");
    for (int i = 0; i < ROWS; i++) {
      csv.append("0,1,").append(i % 2).append('\n');
    }
    Files.writeString(folder.resolve("xor.csv"), csv);
    return Files.copy(Project.sampleData().resolve("xor.yaml"), folder.resolve("xor.yaml"));
  }

  private static String sample(String name) {
    return Project.sampleData().resolve(name).toString();
  }

  private Process start(String jvmOptions, String config, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Project.root().resolve("submit/bin/kindling").toString());
    command.addAll(List.of("train", config, "--output", run.toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("SPARK_SUBMIT_OPTS", Project.SHORT_LIVED);
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
    if (!jvmOptions.isEmpty()) {
      builder.environment().put("JAVA_TOOL_OPTIONS", jvmOptions);
    }
    Process started = builder.start();
    process = started;
    return started;
  }

  private static void await(Process process, Path file, String text)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      assertTrue(process.isAlive() && System.nanoTime() < end, "no '%s'".formatted(text));
      Thread.sleep(20);
    }
  }

  private static int awaitExit(Process process) throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running");
    return process.exitValue();
  }

  private static void send(Process process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  private List<Path> hiddenFiles() throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      return files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
    }
  }
}
