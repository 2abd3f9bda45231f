package io.kindling.partitioning.source.idx;

import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A file whose header has been read.
 *
 * @param name what its user calls it
 * @param path where it is
 */
record IdxFile(String name, String path, IdxHeader header) implements Serializable {
  static IdxFile of(Configuration configuration, String user) {
    String name = UserPath.shown(user);
    Path path = InputFiles.single(configuration, user).getPath();
    try (DataInputStream in = new DataInputStream(InputFiles.open(configuration, path))) {
      return new IdxFile(name, path.toString(), IdxHeader.read(name, in));
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(name, e);
    }
  }

  /** What its header promises. */
  String declared() {
    return "%s rows of %s bytes, as its header says".formatted(header.rows(), header.rowSize());
  }
}
