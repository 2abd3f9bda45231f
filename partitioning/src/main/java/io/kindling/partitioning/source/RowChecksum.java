package io.kindling.partitioning.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A checksum of rows that depends on their order: of the bits of features, targets and weights. Two
 * sequences of rows that differ have the same one by chance of about 2⁻⁶⁴.
 */
public final class RowChecksum {
  private static final long FACTOR = 0x9E3779B97F4A7C15L; // odd: multiplying loses no bit
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long value;

  /** Adds a row. */
  public void add(SourceRow row) {
    byte[] bytes = row.bytes();
    if (bytes == null) {
      for (double number : row.features()) {
        add(Double.doubleToLongBits(number));
      }
    } else {
      add(bytes);
    }
    for (float target : row.targets()) {
      add(Float.floatToIntBits(target));
    }
    add(Float.floatToIntBits(row.weight()));
    add(row.width()); // so that none slips from one row into the next
  }

  private void add(byte[] bytes) {
    int i = 0;
    for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
      add((long) LONGS.get(bytes, i));
    }
    for (; i < bytes.length; i++) {
      add(bytes[i]);
    }
  }

  private void add(long bits) {
    long mixed = (value ^ bits) * FACTOR;
    value = mixed ^ mixed >>> 32;
  }

  /** The checksum of the rows so far. */
  public long value() {
    return value;
  }
}
