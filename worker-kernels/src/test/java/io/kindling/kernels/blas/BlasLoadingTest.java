package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Loading happens once a process, so each test starts one. */
class BlasLoadingTest {
  private final Path folder;

  BlasLoadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void nativeBlasLoadsWithoutWarnings() throws Exception {
    BlasProcess output = run(Map.of(), List.of());

    assertEquals(List.of("true"), output.values("native"), output::toString);
    assertEquals(List.of(), output.values("warning"), output::toString);
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void nativeBlasLoadsAfterNetlibWasUsed() throws Exception {
    BlasProcess output = run(Map.of(), List.of(), BlasChild.NETLIB_FIRST);

    assertEquals(List.of("6.0"), output.values("netlib"), output::toString);
    assertEquals(List.of("true"), output.values("native"), output::toString);
    assertEquals(List.of("31.0"), output.values("product"), output::toString);
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void otherThreadsMayLoadLibrariesMeanwhile() throws Exception {
    BlasProcess output = run(Map.of(), List.of(), BlasChild.LOAD_MEANWHILE);

    assertEquals(List.of("true"), output.values("native"), output::toString);
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void nativeBlasLoadsForTwoClassLoaders() throws Exception {
    BlasProcess output = run(Map.of(), List.of(), BlasChild.SECOND_KINDLING);

    assertEquals(List.of("true"), output.values("second"), output::toString);
    assertEquals(List.of("true"), output.values("native"), output::toString);
    assertEquals(List.of("31.0"), output.values("product"), output::toString);
  }

  /** Once more where a copy is to be made, into another folder. */
  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void nativeBlasLoadsOnAThreadThatIsInterrupted() throws Exception {
    String fresh = "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache");
    for (List<String> options : List.of(List.<String>of(), List.of(fresh))) {
      BlasProcess output = run(Map.of(), options, BlasChild.INTERRUPTED);

      assertEquals(List.of("true"), output.values("native"), output::toString);
      assertEquals(List.of("true"), output.values("same"), output::toString);
      assertEquals(List.of("true"), output.values("interrupted"), output::toString);
    }
  }

  @Test
  void thePropertyForcesJava() throws Exception {
    BlasProcess output = run(Map.of(), List.of("-Dkindling.blas=java"));

    assertEquals(List.of("false"), output.values("native"), output::toString);
    assertEquals(List.of("31.0"), output.values("product"), output::toString);
  }

  @Test
  void ofJavaTheWidthOfItsVectorsIsKnown() throws Exception {
    BlasProcess scalar = run(Map.of(), List.of("-Dkindling.blas=java"));
    BlasProcess vector =
        run(Map.of(), List.of("-Dkindling.blas=java", "--add-modules", "jdk.incubator.vector"));

    assertEquals(List.of("JVM"), scalar.values("kernel"), scalar::toString);
    assertTrue(
        vector.values("kernel").get(0).matches("JVM, [1-9]\\d+-bit vectors"), vector::toString);
  }

  @Test
  void aChosenLibraryIsTheSameAsNoOther() throws Exception {
    String library = OpenBlasLibrary.load().path();

    BlasProcess output =
        run(Map.of(), List.of("-Ddev.ludovic.netlib.blas.nativeLibPath=" + library));

    assertEquals(List.of("true"), output.values("native"), output::toString);
    assertEquals(List.of("false"), output.values("same"), output::toString);
  }

  @Test
  void javaIsWarnedOfInTheLog() throws Exception {
    BlasProcess output = run(Map.of(), List.of("-Dkindling.blas=java"));

    assertTrue(
        output
            .log()
            .contains("WARN " + Blas.class.getName() + " - BLAS: matrix products run in Java"),
        output::toString);
    assertTrue(
        output.log().contains("the property kindling.blas is set to java"), output::toString);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aPresetCpuKernelIsHonouredAndWarnedOf() throws Exception {
    BlasProcess output = run(Map.of("OPENBLAS_CORETYPE", "Haswell"), List.of());

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

    BlasProcess output =
        run(Map.of(), List.of("-Ddev.ludovic.netlib.blas.nativeLibPath=" + missing));

    assertEquals(List.of("false"), output.values("native"), output::toString);
    assertTrue(String.join("\n", output.values("warning")).contains(missing), output::toString);
  }

  private BlasProcess run(
      Map<String, String> environment, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return BlasProcess.run(BlasChild.class, folder, environment, options, arguments);
  }
}
