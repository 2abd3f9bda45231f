package io.kindling.driver.resident;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A {@link Parcel} of which parts have arrived, in any order: its floats go to their arrays. */
final class Arrival {
  private final List<ByteBuffer> early = new ArrayList<>(); // before the arrays are known
  private final List<float[]> floats = new ArrayList<>();
  private byte[] content = {};
  private int count = -1;
  private int missing;

  /**
   * Takes in a part.
   *
   * @param message behind what the part belongs to
   * @return whether all parts are there now
   */
  boolean add(ByteBuffer message) {
    early.add(message);
    if (message.getInt(message.position()) == 0) {
      open(message);
    }
    if (count >= 0) {
      early.forEach(this::take);
      early.clear();
    }
    return count >= 0 && missing == 0;
  }

  private void open(ByteBuffer first) {
    ByteBuffer head = first.duplicate();
    head.getInt();
    content = new byte[head.getInt()];
    head.get(content);
    int arrays = head.getInt();
    count = 0;
    for (int i = 0; i < arrays; i++) {
      float[] array = new float[head.getInt()];
      count += array.length;
      floats.add(array);
    }
    missing = Parcel.parts(count);
  }

  private void take(ByteBuffer part) {
    int index = part.getInt();
    if (index == 0) {
      part.position(part.position() + content.length + Integer.BYTES * (2 + floats.size()));
    }
    FloatBuffer from = part.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int at = index * Parcel.FLOATS;
    int start = 0;
    for (float[] array : floats) {
      int first = Math.max(at, start);
      int end = Math.min(at + from.remaining(), start + array.length);
      if (first < end) {
        from.get(array, first - start, end - first);
        at = end;
      }
      start += array.length;
    }
    missing--;
  }

  /** What came before the floats, once part 0 is there. */
  ByteBuffer content() {
    return ByteBuffer.wrap(content);
  }

  /** How many parts there are, once part 0 is there. */
  int parts() {
    return Parcel.parts(count);
  }

  /** The arrays, when all parts are there. */
  List<float[]> floats() {
    return floats;
  }
}
