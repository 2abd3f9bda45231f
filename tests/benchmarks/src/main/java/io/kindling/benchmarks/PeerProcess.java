package io.kindling.benchmarks;

import io.kindling.benchmarks.peer.Figures;
import io.kindling.benchmarks.peer.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A system that is compared, in a JVM of its own, which sleeps while others have their turns. */
final class PeerProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 20;

  private final String name;
  private final Process process;
  private final PrintWriter tasks;
  private final BufferedReader answers;

  /**
   * Starts it.
   *
   * @param name in the figures
   * @param threads for matrix products and whatever else has OpenMP
   * @param command of the JVM
   */
  PeerProcess(String name, int threads, List<String> command) throws IOException {
    this.name = name;
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    for (String variable : List.of("OMP", "OPENBLAS", "MKL")) {
      builder.environment().put(variable + "_NUM_THREADS", String.valueOf(threads));
    }
    // Threads that spin between products take the cores that others need.
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    process = builder.start();
    tasks = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** In the figures. */
  String name() {
    return name;
  }

  /** Has it take a turn. */
  Map<String, Double> train(Task task) throws IOException {
    tasks.println(task.line());
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(name + " has ended without an answer; see what it said above");
    }
    return Figures.read(answer);
  }

  /** No more turns. */
  @Override
  public void close() {
    tasks.close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
