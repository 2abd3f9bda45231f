package io.kindling.kernels.blas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where native libraries are unpacked. JavaCPP takes {@code ~/.javacpp}, also where no program may
 * run (a file system mounted {@code noexec}); netlib takes {@code java.io.tmpdir}. So where the
 * first will not do, both take the second, and one setting moves them.
 */
final class LibraryFolder {
  private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";
  private static final String TEMPORARY_PROPERTY = "java.io.tmpdir";

  private LibraryFolder() {}

  /** Runs {@code load}, while JavaCPP is set to unpack elsewhere if its own choice will not do. */
  static <T> T using(Supplier<T> load) {
    Path usual = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    if (System.getProperty(CACHE_PROPERTY) != null || mayHoldLibraries(usual)) {
      return load.get();
    }
    System.setProperty(CACHE_PROPERTY, temporary().toString());
    try {
      return load.get();
    } finally {
      System.clearProperty(CACHE_PROPERTY);
    }
  }

  /** The other choice. */
  static Path temporary() {
    return Path.of(
        System.getProperty(TEMPORARY_PROPERTY),
        ".javacpp-" + System.getProperty("user.name"),
        "cache");
  }

  /**
   * Whether a file in {@code folder}, or where it would be made, may be executed; Linux answers
   * that for the file system, whoever asks.
   */
  static boolean mayHoldLibraries(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.isDirectory(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      Path probe = Files.createTempFile(there, "kindling", ".so");
      try {
        return probe.toFile().setExecutable(true) && Files.isExecutable(probe);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return false; // nor can anything be unpacked there
    }
  }

  /** What to do where a library did not load with {@code message}; empty if the folder is right. */
  static String advice(String message) {
    return message.contains("failed to map segment")
            || !mayHoldLibraries(Path.of(System.getProperty(TEMPORARY_PROPERTY)))
        ? ("; no program may run in the folder of temporary files, %s: let -D%s name another, for"
                + " the driver by --driver-java-options, for executors by"
                + " spark.executor.extraJavaOptions")
            .formatted(System.getProperty(TEMPORARY_PROPERTY), TEMPORARY_PROPERTY)
        : "";
  }
}
