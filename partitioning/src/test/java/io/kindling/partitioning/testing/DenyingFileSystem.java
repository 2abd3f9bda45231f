package io.kindling.partitioning.testing;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/**
 * The local files under {@code denying:}, of which those with "secret" in their name are not to be
 * read by anyone. Permissions of real files are not looked at where tests run as root. Public,
 * since Hadoop makes it.
 */
public final class DenyingFileSystem extends RawLocalFileSystem {
  private static final URI ROOT = URI.create("denying:///");

  /** Lets {@code denying:} stand for it. */
  public static void register(Configuration hadoop) {
    hadoop.setClass("fs.denying.impl", DenyingFileSystem.class, RawLocalFileSystem.class);
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    if (path.getName().contains("secret")) {
      throw new AccessControlException("Permission denied: user=nobody, access=READ");
    }
    return super.open(path, bufferSize);
  }
}
