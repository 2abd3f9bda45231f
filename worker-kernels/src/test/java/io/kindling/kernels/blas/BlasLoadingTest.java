package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Loading happens once a process, so each test starts one. */
class BlasLoadingTest {
  private static final long SECONDS = 30;

  private final Path folder;

  BlasLoadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void nativeBlasLoadsWithoutWarnings() throws Exception {
    Output output = run(Map.of(), List.of());

    assertEquals(List.of("true"), output.values("native"), output::toString);
    assertEquals(List.of(), output.values("warning"), output::toString);
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void nativeBlasLoadsAfterNetlibWasUsed() throws Exception {
    Output output = run(Map.of(), List.of(), BlasChild.NETLIB_FIRST);

    assertEquals(List.of("6.0"), output.values("netlib"), output::toString);
    assertEquals(List.of("true"), output.values("native"), output::toString);
    assertEquals(List.of("31.0"), output.values("product"), output::toString);
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void otherThreadsMayLoadLibrariesMeanwhile() throws Exception {
    Output output = run(Map.of(), List.of(), BlasChild.LOAD_MEANWHILE);

    assertEquals(List.of("true"), output.values("native"), output::toString);
  }

  @Test
  void thePropertyForcesJava() throws Exception {
    Output output = run(Map.of(), List.of("-Dkindling.blas=java"));

    assertEquals(List.of("false"), output.values("native"), output::toString);
    assertEquals(List.of("31.0"), output.values("product"), output::toString);
  }

  @Test
  void ofJavaTheWidthOfItsVectorsIsKnown() throws Exception {
    Output scalar = run(Map.of(), List.of("-Dkindling.blas=java"));
    Output vector =
        run(Map.of(), List.of("-Dkindling.blas=java", "--add-modules", "jdk.incubator.vector"));

    assertEquals(List.of("JVM"), scalar.values("kernel"), scalar::toString);
    assertTrue(
        vector.values("kernel").get(0).matches("JVM, [1-9]\\d+-bit vectors"), vector::toString);
  }

  @Test
  void aChosenLibraryIsTheSameAsNoOther() throws Exception {
    String library = OpenBlasLibrary.load().path();

    Output output = run(Map.of(), List.of("-Ddev.ludovic.netlib.blas.nativeLibPath=" + library));

    assertEquals(List.of("true"), output.values("native"), output::toString);
    assertEquals(List.of("false"), output.values("same"), output::toString);
  }

  @Test
  void javaIsWarnedOfInTheLog() throws Exception {
    Output output = run(Map.of(), List.of("-Dkindling.blas=java"));

    assertTrue(
        output.log.contains(
            "WARN " + Blas.class.getName() + " - BLAS: matrix products run in Java"),
        output::toString);
    assertTrue(output.log.contains("the property kindling.blas is set to java"), output::toString);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aPresetCpuKernelIsHonouredAndWarnedOf() throws Exception {
    Output output = run(Map.of("OPENBLAS_CORETYPE", "Haswell"), List.of());

    assertEquals(List.of("HASWELL"), output.values("kernel"), output::toString);
    assertEquals(
        List.of(
            "the environment presets OPENBLAS_CORETYPE=Haswell, which may halve the speed; unset it"
                + " to let OpenBLAS choose"),
        output.values("warning"),
        output::toString);
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void aLibraryThatDoesNotLoadIsReplacedByJavaWithTheReason() throws Exception {
    String missing = folder.resolve("no-such-library.so").toString();

    Output output = run(Map.of(), List.of("-Ddev.ludovic.netlib.blas.nativeLibPath=" + missing));

    assertEquals(List.of("false"), output.values("native"), output::toString);
    assertTrue(String.join("\n", output.values("warning")).contains(missing), output::toString);
  }

  private Output run(Map<String, String> environment, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(BlasChild.class.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    Output output = new Output(read(out), read(log));
    assertTrue(ended, () -> "no end after " + SECONDS + " s: " + output);
    assertEquals(0, process.exitValue(), output::toString);
    return output;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Output(String printed, String log) {
    /** What the lines say that start with {@code key}. */
    List<String> values(String key) {
      return printed
          .lines()
          .filter(line -> line.startsWith(key + " "))
          .map(line -> line.substring(key.length() + 1))
          .toList();
    }
  }
}
