package io.kindling.submit.output;

import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;

/** A folder for output that is made, with those above it, as far as they are missing. */
public final class OutputFolder {
  private final FileSystem system;
  private final Path folder;
  private final List<Path> made = new ArrayList<>();

  private OutputFolder(FileSystem system, Path folder) {
    this.system = system;
    this.folder = folder;
  }

  /**
   * Makes it.
   *
   * @throws InvalidInputException when a file is in its way, or it cannot be made
   */
  static OutputFolder make(FileSystem system, Path path) {
    Path folder = system.makeQualified(path);
    OutputFolder output = new OutputFolder(system, folder);
    try {
      output.make(output.missing());
    } catch (IOException e) {
      output.removeIfEmpty();
      throw unwritable(folder, e);
    }
    return output;
  }

  /**
   * Checks that files can be written there; nothing is left behind.
   *
   * @throws InvalidInputException when none can
   */
  public static void requireWritable(String place, Configuration hadoop) throws IOException {
    Path path = UserPath.of(place);
    try (FileSystem system = OutputFiles.open(path, hadoop)) {
      OutputFolder made = make(system, path);
      Path draft = OutputFiles.draft(new Path(system.makeQualified(path), "file"));
      try {
        OutputFiles.write(system, draft, out -> {});
        system.delete(draft, false);
      } catch (WriteException e) {
        throw e.getCause() instanceof IOException reason
            ? unwritable(system.makeQualified(path), reason)
            : e;
      } finally {
        made.removeIfEmpty();
      }
    }
  }

  /** The error about a place where nothing can be written. */
  static InvalidInputException unwritable(Path place, IOException reason) {
    return InvalidInputException.at(
        text(place), WriteException.reasonOf(reason), "a folder that can be written to");
  }

  /** A path as users write it. */
  static String text(Path path) {
    return path.toUri().getScheme() == null || path.toUri().getScheme().equals("file")
        ? path.toUri().getPath()
        : path.toString();
  }

  /** The missing folders, the outermost first. */
  private Deque<Path> missing() throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path path = folder; path != null; path = path.getParent()) {
      try {
        FileStatus found = system.getFileStatus(path);
        if (!found.isDirectory()) {
          throw InvalidInputException.at(
              text(folder), path.equals(folder) ? "a file" : "the file " + text(path), "a folder");
        }
        return missing;
      } catch (FileNotFoundException | ParentNotDirectoryException e) {
        missing.push(path);
      }
    }
    return missing;
  }

  private void make(Deque<Path> missing) throws IOException {
    for (Path path : missing) {
      if (NewFiles.makeFolder(system, path)) {
        made.add(0, path);
      }
    }
  }

  /** Removes what was made, as far as nothing lies there now. */
  void removeIfEmpty() {
    try {
      for (Path path : made) {
        if (system.listStatus(path).length > 0 || !system.delete(path, false)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new WriteException(folder, e);
    }
  }
}
