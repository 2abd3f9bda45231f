package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a program said that ran in a JVM of its own, where nothing had been loaded before. */
record BlasProcess(String printed, String log) {
  private static final long SECONDS = 30;

  /**
   * Runs {@code program} to its end, which must be a good one; no preset of OpenBLAS is inherited.
   */
  static BlasProcess run(
      Class<?> program,
      Path folder,
      Map<String, String> environment,
      List<String> options,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(log.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("OPENBLAS_") || name.equals("LD_LIBRARY_PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    BlasProcess output = new BlasProcess(Files.readString(out), Files.readString(log));
    assertTrue(ended, () -> "no end after " + SECONDS + " s: " + output);
    assertEquals(0, process.exitValue(), output::toString);
    return output;
  }

  /** What the lines say that start with {@code key}. */
  List<String> values(String key) {
    return printed
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }
}
