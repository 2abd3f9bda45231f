package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code submit/bin/kindling} as a process, by default where no Spark is installed. */
final class KindlingCommand {
  private static final long MINUTES = 2;

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Path script = Project.root().resolve("submit/bin/kindling");
  private Path workingFolder;

  /** A command whose output goes to files in {@code folder}, where it also runs. */
  KindlingCommand(Path folder) {
    this.folder = folder;
    this.workingFolder = folder;
  }

  /** The same with an environment variable. */
  KindlingCommand with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The same, run in another folder. */
  KindlingCommand in(Path otherFolder) {
    workingFolder = otherFolder;
    return this;
  }

  /** The same, by another path to the script. */
  KindlingCommand by(Path otherScript) {
    script = otherScript;
    return this;
  }

  /** Runs the command and waits for its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    try (Running running = start(arguments)) {
      return running.await();
    }
  }

  /** Starts the command. */
  Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(script.toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path error = Files.createTempFile(folder, "error", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingFolder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(error.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("SPARK_SUBMIT_OPTS", Project.SHORT_LIVED);
    builder.environment().remove("SPARK_SUBMIT_OPTIONS");
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
    builder.environment().putAll(environment);
    return new Running(builder.start(), output, error);
  }

  /**
   * A command that runs; closing it ends it.
   *
   * @param process its own
   * @param output where it prints
   * @param error where it prints errors
   */
  record Running(Process process, Path output, Path error) implements AutoCloseable {
    /** Waits for its end. */
    Result await() throws IOException, InterruptedException {
      assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "still running");
      return new Result(process.exitValue(), Files.readString(output), Files.readString(error));
    }

    /** Waits until it has printed this, or has ended. */
    void awaitOutput(String text) throws IOException, InterruptedException {
      while (process.isAlive() && !Files.readString(output).contains(text)) {
        Thread.sleep(20);
      }
    }

    /** Kills it, so that it cannot do anything more. */
    void kill() throws InterruptedException {
      close();
      assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "still running");
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Whether a process pays no heed to a signal, as children of a shell's background jobs. */
  static boolean ignores(Process process, int signal) throws IOException {
    Path status = Path.of("/proc/%d/status".formatted(process.pid()));
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .anyMatch(ignored -> (ignored >> (signal - 1) & 1) == 1);
    }
  }

  /**
   * What a command left.
   *
   * @param status its exit status
   * @param output what it printed
   * @param error what it printed on the error stream
   */
  record Result(int status, String output, String error) {}
}
