package io.kindling.driver.resident;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Something that travels to another process, in parts: each is a message of Spark's RPC, and an
 * array of bytes. Spark writes a message into an array that grows by doubling, and reads all of it
 * before it hands it on. A part stays in a core's cache meanwhile, takes no more than an ordinary
 * place on the heap, and is read while the next one is written.
 *
 * <p>Spark's RPC would read messages with the class loader that its process started with, which
 * does not know the jars that came with the application; hence only arrays of bytes travel by it.
 *
 * <p>A part is, big-endian: two numbers that tell what it belongs to (64 bits each), its index
 * (32), and then floats (32, little-endian). In part 0 these are preceded by content, and by the
 * lengths of the arrays that the floats of all parts make up; both begin with how many bytes or
 * lengths there are (32).
 */
final class Parcel {
  /** Floats in a part: with what Spark adds, and 4 KiB of content, they fill 128 KiB. */
  static final int FLOATS = 31 << 10;

  private static final int LABEL = 2 * Long.BYTES + Integer.BYTES;

  private final long receiver;
  private final long number;
  private final byte[] content;
  private final List<FloatBuffer> floats;
  private final int count;
  private byte[] scratch = {};

  /**
   * A parcel.
   *
   * @param receiver a number that its parts begin with
   * @param number another one
   * @param content what is to arrive before the floats
   * @param floats not copied: they travel as they are when a part is made
   */
  Parcel(long receiver, long number, byte[] content, List<FloatBuffer> floats) {
    this.receiver = receiver;
    this.number = number;
    this.content = content;
    this.floats = floats;
    int sum = 0;
    for (FloatBuffer array : floats) {
      sum = Math.addExact(sum, array.remaining());
    }
    this.count = sum;
  }

  /** A message of nothing but numbers. */
  static byte[] message(long receiver, long number, int index, long... numbers) {
    ByteBuffer message = ByteBuffer.allocate(LABEL + Long.BYTES * numbers.length);
    message.putLong(receiver).putLong(number).putInt(index);
    message.asLongBuffer().put(numbers);
    return message.array();
  }

  /** How many parts there are. */
  int parts() {
    return parts(count);
  }

  /** How many parts so many floats take. */
  static int parts(int floats) {
    return Math.max(1, (floats + FLOATS - 1) / FLOATS);
  }

  /** A part, in an array that is used again for the next one. */
  byte[] part(int index) {
    int from = index * FLOATS;
    int length = Math.min(FLOATS, count - from);
    int size = LABEL + Float.BYTES * length;
    if (index == 0) {
      size += content.length + Integer.BYTES * (2 + floats.size());
    }
    if (scratch.length != size) {
      scratch = new byte[size];
    }
    ByteBuffer part = ByteBuffer.wrap(scratch);
    part.putLong(receiver).putLong(number).putInt(index);
    if (index == 0) {
      part.putInt(content.length).put(content).putInt(floats.size());
      floats.forEach(array -> part.putInt(array.remaining()));
    }
    copy(from, length, part.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    return scratch;
  }

  private void copy(int from, int length, FloatBuffer to) {
    int start = 0; // of an array among all floats
    for (FloatBuffer array : floats) {
      int first = Math.max(from, start);
      int end = Math.min(from + length, start + array.remaining());
      if (first < end) {
        to.put(array.slice(first - start, end - first));
      }
      start += array.remaining();
    }
  }
}
