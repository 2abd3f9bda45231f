package io.kindling.partitioning.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/**
 * The local files under {@code strict:}, where asking for something in a file is an error, as HDFS
 * has it, and not something that does not exist. Public, since Hadoop makes it.
 */
public final class StrictFileSystem extends RawLocalFileSystem {
  private static final URI ROOT = URI.create("strict:///");

  /** Lets {@code strict:} stand for it. */
  public static void register(Configuration hadoop) {
    hadoop.setClass("fs.strict.impl", StrictFileSystem.class, RawLocalFileSystem.class);
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public boolean exists(Path path) throws IOException {
    checkParent(path);
    return super.exists(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    checkParent(path);
    return super.getFileStatus(path);
  }

  private static void checkParent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null && new File(parent.toUri().getPath()).isFile()) {
      throw new AccessControlException(parent + " (is not a directory)");
    }
  }
}
