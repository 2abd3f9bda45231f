package io.kindling.tests.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that shuffles leave, in a folder that is Spark's own. */
final class ShuffleFiles implements AutoCloseable {
  /** Spark's setting for the folder. */
  static final String SETTING = "spark.local.dir";

  private @Nullable Path folder;

  /** Makes the folder, and names it. */
  String makeFolder() {
    try {
      folder = Files.createTempDirectory("shuffles");
      return folder.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many there are now. */
  long count() {
    return walk(
        files ->
            files.filter(file -> file.getFileName().toString().startsWith("shuffle_")).count());
  }

  @Override
  public void close() {
    walk(
        files -> {
          files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
          return true;
        });
  }

  private <T> T walk(Function<Stream<Path>, T> visit) {
    try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder))) {
      return visit.apply(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
