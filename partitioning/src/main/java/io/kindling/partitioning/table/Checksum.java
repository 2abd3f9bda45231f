package io.kindling.partitioning.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A checksum of values that depends on their order. Two sequences that differ have the same one by
 * chance of about 2⁻⁶⁴.
 */
public final class Checksum {
  private static final long FACTOR = 0x9E3779B97F4A7C15L; // odd: multiplying loses no bit
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long value;

  /** Adds a number. */
  public void add(long bits) {
    long mixed = (value ^ bits) * FACTOR;
    value = mixed ^ mixed >>> 32;
  }

  /** Adds a number by its bits. */
  public void add(double number) {
    add(Double.doubleToLongBits(number));
  }

  /** Adds bytes, eight at a time. */
  public void add(byte[] bytes) {
    int i = 0;
    for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
      add((long) LONGS.get(bytes, i));
    }
    for (; i < bytes.length; i++) {
      add(bytes[i]);
    }
    add(bytes.length);
  }

  /** Adds a text. */
  public void add(String text) {
    add(text.hashCode());
    add(text.length());
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
  }

  /** The checksum so far. */
  public long value() {
    return value;
  }
}
