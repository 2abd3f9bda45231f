package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another OpenBLAS in the process, as MLlib may bring one, is the other's alone. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class OtherBlasTest {
  private static final String PUBLISHED_NAME = "libopenblas.so.0";

  /** A worker that waits for work turns some times before it sleeps; one that works takes 50. */
  private static final long FEW_TICKS = 15;

  private final Path folder;

  OtherBlasTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {OtherBlasChild.OTHER_FIRST, OtherBlasChild.OTHER_LAST})
  void productsAreThoseOfOurs(String order) throws Exception {
    BlasProcess alone = run();
    BlasProcess both = run(order);

    assertTrue(both.values("mapped").contains(PUBLISHED_NAME), both::toString);
    assertEquals(alone.values("bits"), both.values("bits"));
    assertEquals(1, new HashSet<>(both.values("bits")).size(), both::toString);
    assertEquals(alone.values("kernel"), both.values("kernel"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alone", OtherBlasChild.OTHER_FIRST, OtherBlasChild.OTHER_LAST})
  void oursTakesOneThread(String order) throws Exception {
    BlasProcess output = run(order);

    assertTrue(Long.parseLong(output.values("workers").get(0)) < FEW_TICKS, output::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {OtherBlasChild.OTHER_FIRST, OtherBlasChild.OTHER_LAST})
  void theOtherKeepsVariablesOfItsOwn(String order) throws Exception {
    BlasProcess output = run(order);

    assertTrue(Integer.parseInt(output.values("others-threads").get(0)) > 0, output::toString);
  }

  @Test
  void thePublishedLibraryIsNotLoaded() throws Exception {
    BlasProcess output = run();

    assertFalse(output.values("mapped").contains(PUBLISHED_NAME), output::toString);
  }

  @Test
  void aLibraryThatAsksForItsOpenBlasIsNotGivenOurs() throws Exception {
    BlasProcess output = run(OtherBlasChild.CLIENT, client().toString());

    assertTrue(output.values("mapped").contains(PUBLISHED_NAME), output::toString);
  }

  /**
   * JavaCPP's binding, which asks for another name in the artifact, beside the published library.
   */
  private Path client() throws Exception {
    byte[] asked = "libopenblas_nolapack.so.0".getBytes(StandardCharsets.US_ASCII);
    byte[] asking = Arrays.copyOf(PUBLISHED_NAME.getBytes(StandardCharsets.US_ASCII), asked.length);
    byte[] bytes = Files.readAllBytes(PublishedOpenBlas.unpacked("libjniopenblas_nolapack.so"));
    int place = 0;
    while (!Arrays.equals(bytes, place, place + asked.length, asked, 0, asked.length)) {
      place++;
    }
    System.arraycopy(asking, 0, bytes, place, asking.length);
    Files.copy(PublishedOpenBlas.library(), folder.resolve(PUBLISHED_NAME));
    return Files.write(folder.resolve("libclient.so"), bytes);
  }

  private BlasProcess run(String... arguments) throws Exception {
    return BlasProcess.run(OtherBlasChild.class, folder, Map.of(), List.of(), arguments);
  }
}
