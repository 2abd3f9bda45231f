package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What spark-submit takes. */
class KindlingJarTest {
  @Test
  void holdsNoClassOfSparkScalaNorOfWhatSparkShips() throws IOException {
    assertEquals(
        List.of(),
        classes().stream()
            .filter(name -> !name.startsWith("io/kindling/") && !name.startsWith("org/bytedeco/"))
            .toList());
  }

  @Test
  void holdsTheNativeLibrariesOfBothLinuxPlatforms() throws IOException {
    try (ZipFile jar = new ZipFile(Project.jar().toFile())) {
      for (String platform : List.of("linux-x86_64", "linux-arm64")) {
        String library = "org/bytedeco/openblas/%s/libopenblas.so.0".formatted(platform);
        assertTrue(jar.getEntry(library) != null, library);
      }
    }
  }

  private static List<String> classes() throws IOException {
    try (ZipFile jar = new ZipFile(Project.jar().toFile())) {
      return jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }
  }
}
