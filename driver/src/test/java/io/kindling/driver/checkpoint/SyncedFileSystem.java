package io.kindling.driver.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.util.Progressable;

/** The local disk under the scheme {@code synced}, which tells what is forced and deleted. */
public final class SyncedFileSystem extends RawLocalFileSystem {
  /** What was, in its order. */
  static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.synced.impl", SyncedFileSystem.class, FileSystem.class);
    return hadoop;
  }

  @Override
  public URI getUri() {
    return URI.create("synced:///");
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    OutputStream out = super.create(file, overwrite, 1, replication, blockSize, progress);
    return new FSDataOutputStream(new SyncedStream(out, file.getName()), statistics);
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    EVENTS.add("delete " + file.getName());
    return super.delete(file, recursive);
  }

  private static final class SyncedStream extends OutputStream
      implements Syncable, StreamCapabilities {
    private final OutputStream out;
    private final String name;
    private boolean written;

    SyncedStream(OutputStream out, String name) {
      this.out = out;
      this.name = name;
    }

    @Override
    public void write(int b) throws IOException {
      written = true;
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      written = true;
      out.write(bytes, offset, length);
    }

    @Override
    public void hflush() throws IOException {
      out.flush();
    }

    @Override
    public void hsync() {
      EVENTS.add((written ? "sync " : "sync nothing of ") + name);
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals(StreamCapabilities.HSYNC);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
