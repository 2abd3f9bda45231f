package io.kindling.driver.model;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of the local disk that is written around the system's cache (O_DIRECT): what is forced to
 * the disk anyway need not be copied there first, which takes longer than the disk lets a core do.
 * Whole blocks go to the disk; the last one is cut to what the file holds. What is not forced is
 * not written. Interrupting the thread that writes ends it.
 */
final class UncachedOutput extends OutputStream implements ForcedOutput {
  private final Path file;
  private final long blockSize;
  private final DiskBuffers buffers;
  private final ByteBuffer buffer;
  private FileChannel channel;
  private boolean uncached = true;
  private long size;

  UncachedOutput(Path file, long blockSize, DiskBuffers buffers) throws IOException {
    this.file = file;
    this.blockSize = blockSize;
    this.buffers = buffers;
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            ExtendedOpenOption.DIRECT);
    this.buffer = buffers.take();
  }

  /** Begins a file in a folder; nothing where the file system knows no way around the cache. */
  static Optional<UncachedOutput> open(Path file, DiskBuffers buffers) {
    try {
      long blockSize = Files.getFileStore(file.toAbsolutePath().getParent()).getBlockSize();
      return DiskBuffers.fits(blockSize)
          ? Optional.of(new UncachedOutput(file, blockSize, buffers))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // writing through the cache will tell what else is wrong
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    while (from < offset + length) {
      int count = Math.min(offset + length - from, buffer.remaining());
      buffer.put(bytes, from, count);
      from += count;
      size += count;
      if (!buffer.hasRemaining()) {
        drain();
      }
    }
  }

  private void drain() throws IOException {
    long start = channel.position();
    try {
      writeAll();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      if (!uncached) {
        throw e;
      }
      takeTheCache(start); // some file systems refuse it only now; any other fault comes again
      writeAll();
    }
    buffer.clear();
  }

  private void writeAll() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void takeTheCache(long start) throws IOException {
    uncached = false;
    channel.close();
    channel = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.position(start);
    buffer.position(buffer.limit());
    buffer.limit(buffer.capacity());
  }

  @Override
  public void force() throws IOException {
    while (buffer.position() % blockSize != 0) {
      buffer.put((byte) 0);
    }
    if (buffer.position() > 0) {
      drain();
    }
    channel.truncate(size);
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    buffers.give(buffer);
    channel.close();
  }
}
