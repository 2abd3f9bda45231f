package io.kindling.driver.model;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where results are written: any Hadoop URI. */
public final class OutputFiles {
  private OutputFiles() {}

  /**
   * The file system of {@code path}, to be closed by the caller. Hadoop's shared ones would litter
   * local folders with checksum files, and are not ours to change.
   */
  public static FileSystem open(Path path, Configuration hadoop) throws IOException {
    Path absolute = path.getFileSystem(hadoop).makeQualified(path);
    FileSystem system = FileSystem.newInstance(absolute.toUri(), hadoop);
    system.setWriteChecksum(false);
    return system;
  }
}
