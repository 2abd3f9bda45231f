package io.kindling.driver.model;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Memory outside of the heap through which files are written, used again from file to file. */
public final class DiskBuffers {
  /** The size of each, a multiple of all {@link #fits block sizes} that there may be. */
  static final int BYTES = 1 << 20;

  private static final int ALIGNMENT = 1 << 16;

  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /** None yet: there are as many as are in use at a time. */
  public DiskBuffers() {}

  /** Whether they begin and end where blocks of a disk do. */
  static boolean fits(long blockSize) {
    return blockSize > 0 && ALIGNMENT % blockSize == 0;
  }

  ByteBuffer take() {
    ByteBuffer buffer = free.poll();
    return buffer == null
        ? ByteBuffer.allocateDirect(BYTES + ALIGNMENT).alignedSlice(ALIGNMENT).slice(0, BYTES)
        : buffer;
  }

  void give(ByteBuffer buffer) {
    free.add(buffer.clear());
  }
}
