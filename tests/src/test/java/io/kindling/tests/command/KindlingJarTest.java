package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Test
  void eachJarHoldsLicenceAndNotices() throws IOException {
    String licence = Files.readString(Project.root().resolve("LICENSE"));
    String notice = Files.readString(Project.root().resolve("NOTICE"));
    List<Path> jars = jars();
    assertTrue(jars.size() >= 8, jars::toString); // of seven modules, and kindling.jar
    for (Path path : jars) {
      try (ZipFile jar = new ZipFile(path.toFile())) {
        assertEquals(licence, text(jar, "META-INF/LICENSE"), path::toString);
        String found = text(jar, "META-INF/NOTICE");
        assertTrue(found.contains(notice), path::toString);
        assertEquals(found.indexOf(notice), found.lastIndexOf(notice), path::toString);
      }
    }
  }

  private static List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Project.root())) {
      for (Path module : modules) {
        Path target = module.resolve("target");
        if (Files.isDirectory(target)) {
          try (DirectoryStream<Path> built = Files.newDirectoryStream(target, "kindling*.jar")) {
            built.forEach(jars::add);
          }
        }
      }
    }
    // What a release has besides may be that of an earlier build.
    jars.removeIf(jar -> jar.toString().matches(".*-(tests|sources|javadoc)\\.jar"));
    return jars;
  }

  private static String text(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    return entry == null
        ? "none"
        : new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<String> classes() throws IOException {
    try (ZipFile jar = new ZipFile(Project.jar().toFile())) {
      return jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }
  }
}
