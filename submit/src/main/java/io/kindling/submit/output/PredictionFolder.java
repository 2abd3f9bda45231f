package io.kindling.submit.output;

import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.FileContent;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A new folder of predictions: whole at the end, or not there. */
public final class PredictionFolder implements AutoCloseable {
  private final FileSystem system;
  private final Path folder;
  private final OutputFolder parents;
  private boolean whole;
  private boolean closed;

  private PredictionFolder(FileSystem system, Path folder, OutputFolder parents) {
    this.system = system;
    this.folder = folder;
    this.parents = parents;
  }

  /**
   * A folder that can be made at {@code output}.
   *
   * @throws InvalidInputException when something is there, or nothing can be written there
   */
  public static PredictionFolder at(String output, Configuration hadoop) throws IOException {
    Path path = UserPath.of(output);
    FileSystem system = OutputFiles.open(path, hadoop);
    try {
      if (system.exists(path)) {
        throw InvalidInputException.at(output, "something already there", "a new folder");
      }
      OutputFolder.make(system, path).removeIfEmpty();
      Path folder = system.makeQualified(path);
      return new PredictionFolder(system, folder, OutputFolder.make(system, folder.getParent()));
    } catch (IOException | RuntimeException e) {
      system.close();
      throw e;
    }
  }

  /** Its path. */
  public String path() {
    return folder.toString();
  }

  /**
   * Writes one of its files.
   *
   * @throws WriteException when it cannot be written
   */
  public void write(String name, FileContent content) {
    OutputFiles.write(system, new Path(folder, name), content);
  }

  /** All is written. */
  public synchronized void complete() {
    whole = true;
  }

  /** Removes what was written, unless it is whole. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (system) {
      if (!whole) {
        system.delete(folder, true);
        parents.removeIfEmpty();
      }
    } catch (IOException e) {
      throw new WriteException(folder, e);
    }
  }
}
