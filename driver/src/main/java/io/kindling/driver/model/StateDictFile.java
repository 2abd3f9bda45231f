package io.kindling.driver.model;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.StateDict;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Parameters of PyTorch in a file, at any Hadoop URI. */
public final class StateDictFile {
  private StateDictFile() {}

  /**
   * Reads it.
   *
   * @return none where no file is, but a folder or nothing
   * @throws InvalidInputException when it cannot be read, or is of another format
   */
  public static Optional<StateDict> read(Configuration hadoop, String named) {
    Path path = UserPath.of(named);
    FileSystem system = UserPath.fileSystem(path, hadoop);
    try {
      FileStatus status = system.getFileStatus(path);
      return status.isFile()
          ? Optional.of(StateDict.read(named, system.open(path), status.getLen()))
          : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(named, e.toString(), "a file of tensors that can be read");
    }
  }
}
