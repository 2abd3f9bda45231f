package io.kindling.partitioning.source.file;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** Links in folders of this machine. Hadoop leaves those to nothing out of a listing, silently. */
final class LocalLinks {
  private LocalLinks() {}

  /**
   * Checks that each link in a folder leads somewhere.
   *
   * @throws InvalidInputException when one does not
   */
  static void check(Path folder) throws IOException {
    if (!"file".equals(folder.toUri().getScheme())) {
      return;
    }
    try (Stream<java.nio.file.Path> children =
        Files.list(java.nio.file.Path.of(folder.toUri().getPath()))) {
      Optional<Path> broken =
          children
              .filter(child -> Files.isSymbolicLink(child) && !Files.exists(child))
              .map(child -> UserPath.child(folder, child.getFileName().toString()))
              .filter(InputFiles::isVisible)
              .sorted()
              .findFirst();
      if (broken.isPresent()) {
        throw InvalidInputException.at(
            UserPath.shown(broken.get()), "a link to no file", "one that leads to a file");
      }
    }
  }
}
