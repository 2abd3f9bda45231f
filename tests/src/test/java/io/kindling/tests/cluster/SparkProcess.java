package io.kindling.tests.cluster;

import io.kindling.tests.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of Spark's own JVMs: a master, a worker, a spark-submit. Ends with all it has started. */
final class SparkProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 50;

  private final Process process;
  private final Path log;
  private final Path output;

  private SparkProcess(Process process, Path log, Path output) {
    this.process = process;
    this.log = log;
    this.output = output;
  }

  /** Starts {@code main}; what it logs, on the error stream, goes to {@code log}. */
  static SparkProcess start(Path log, String main, String... arguments) {
    return start(Map.of(), log, main, arguments);
  }

  /** The same with more variables, which what it starts has as well. */
  static SparkProcess start(
      Map<String, String> variables, Path log, String main, String... arguments) {
    Project.createSparkHome();
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(jvmOptions().split(" ")));
    command.addAll(List.of(Project.SHORT_LIVED.split(" ")));
    command.addAll(List.of("-Xmx512m", "-cp", Project.sparkClasspath(), main));
    command.addAll(List.of(arguments));
    Path output = log.resolveSibling(log.getFileName() + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(log.toFile()).redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_DIST_CLASSPATH", Project.sparkClasspath());
    environment.putAll(variables);
    try {
      return new SparkProcess(builder.start(), log, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jvmOptions() {
    File options = Project.root().resolve("submit/target/spark.jvm").toFile();
    try {
      return Files.readString(options.toPath()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the log says {@code text}. */
  void awaitLog(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!log().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("no '%s' in:%n%s".formatted(text, log()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Waits for the end and returns the exit status. */
  int awaitExit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after %s:%n%s".formatted(patience, log()));
    }
    return process.exitValue();
  }

  /** Whether it has not ended. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills what it has started; whether there was something. */
  boolean killChildren() {
    List<ProcessHandle> children = process.children().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
    return !children.isEmpty();
  }

  /** All that was logged so far. */
  String log() {
    return read(log);
  }

  /** All that was printed so far. */
  String output() {
    return read(output);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }
}
