package io.kindling.submit.output;

import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where a picture goes: a file, or a folder that takes it under its usual name. Any Hadoop URI. */
public final class PictureFile {
  private final Configuration hadoop;
  private final Path file;

  private PictureFile(Configuration hadoop, Path file) {
    this.hadoop = hadoop;
    this.file = file;
  }

  /**
   * The place that a user named: what ends in {@code .svg} or is a file already is a file, all else
   * a folder, which is made when the picture is written.
   *
   * @param usualName of the picture in a folder
   * @throws InvalidInputException when nothing can be written there; nothing is left behind
   */
  public static PictureFile at(String output, String usualName, Configuration hadoop)
      throws IOException {
    Path path = UserPath.of(output);
    try (FileSystem system = OutputFiles.open(path, hadoop)) {
      Path file = isFile(system, path) ? path : new Path(path, usualName);
      Path folder = system.makeQualified(file).getParent();
      OutputFolder made = OutputFolder.make(system, folder);
      try {
        OutputFiles.write(system, OutputFiles.draft(file), out -> {});
        system.delete(OutputFiles.draft(file), false);
      } catch (WriteException e) {
        throw e.getCause() instanceof IOException reason
            ? OutputFolder.unwritable(folder, reason)
            : e;
      } finally {
        made.removeIfEmpty();
      }
      return new PictureFile(hadoop, file);
    }
  }

  private static boolean isFile(FileSystem system, Path path) throws IOException {
    return system.exists(path)
        ? !system.getFileStatus(path).isDirectory()
        : path.getName().toLowerCase(Locale.ROOT).endsWith(".svg");
  }

  /** Writes the picture; a file that is there is replaced. */
  public void write(OutputFiles.Content picture) throws IOException {
    try (FileSystem system = OutputFiles.open(file, hadoop)) {
      OutputFiles.replace(system, file, picture);
    }
  }

  @Override
  public String toString() {
    return OutputFolder.text(file);
  }
}
