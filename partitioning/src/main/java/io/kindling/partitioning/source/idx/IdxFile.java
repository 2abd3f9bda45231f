package io.kindling.partitioning.source.idx;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file whose header has been read.
 *
 * @param name what its user calls it
 * @param path where it is
 * @param bytes its length, as it lies there
 */
record IdxFile(String name, String path, long bytes, IdxHeader header) implements Serializable {
  private static final int MOST_PACKED = 1032; // bytes that a byte of gzip can stand for

  static IdxFile of(Configuration configuration, String user) {
    String name = UserPath.shown(user);
    FileStatus status = InputFiles.single(configuration, user);
    Path path = status.getPath();
    try (DataInputStream in = new DataInputStream(InputFiles.open(configuration, path))) {
      return new IdxFile(name, path.toString(), status.getLen(), IdxHeader.read(name, in));
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(name, e);
    }
  }

  /** Checks, before room is made for rows, that the file can hold one. */
  void checkHoldsARow() {
    if (header.rowSize() > mostBytes()) {
      throw InvalidInputException.at(
          name, "%s bytes".formatted(bytes), declared() + ", of which they hold not one");
    }
  }

  /** So much can be in it at most, whatever its header promises. */
  long mostBytes() {
    return isPacked() ? MOST_PACKED * bytes : bytes;
  }

  /** Whether it cannot be entered in its middle. */
  boolean isPacked() {
    return path.endsWith(".gz");
  }

  /** What its header promises. */
  String declared() {
    return "%s rows of %s bytes, as its header says".formatted(header.rows(), header.rowSize());
  }
}
