package io.kindling.predictor.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A checksum of values that depends on their order. Two sequences that differ have the same one by
 * chance of about 2⁻⁶⁴.
 */
public final class Checksum {
  private static final long FACTOR = 0x9E3779B97F4A7C15L; // odd: multiplying loses no bit
  private static final int LANES = 4;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long value;

  /** Adds a number. */
  public void add(long bits) {
    value = mixed(value, bits);
  }

  private static long mixed(long sum, long bits) {
    long mixed = (sum ^ bits) * FACTOR;
    return mixed ^ mixed >>> 32;
  }

  /** Adds a number by its bits. */
  public void add(double number) {
    add(Double.doubleToLongBits(number));
  }

  /** Adds numbers, in four sums side by side: one would wait for its own multiplication. */
  public void add(double[] numbers) {
    long a = 1;
    long b = 2;
    long c = 3;
    long d = 4;
    int i = 0;
    for (; i <= numbers.length - LANES; i += LANES) {
      a = mixed(a, Double.doubleToLongBits(numbers[i]));
      b = mixed(b, Double.doubleToLongBits(numbers[i + 1]));
      c = mixed(c, Double.doubleToLongBits(numbers[i + 2]));
      d = mixed(d, Double.doubleToLongBits(numbers[i + 3]));
    }
    addLanes(a, b, c, d);
    for (; i < numbers.length; i++) {
      add(numbers[i]);
    }
    add(numbers.length);
  }

  /** The same of float32. */
  public void add(float[] numbers) {
    long a = 1;
    long b = 2;
    long c = 3;
    long d = 4;
    int i = 0;
    for (; i <= numbers.length - LANES; i += LANES) {
      a = mixed(a, Float.floatToIntBits(numbers[i]));
      b = mixed(b, Float.floatToIntBits(numbers[i + 1]));
      c = mixed(c, Float.floatToIntBits(numbers[i + 2]));
      d = mixed(d, Float.floatToIntBits(numbers[i + 3]));
    }
    addLanes(a, b, c, d);
    for (; i < numbers.length; i++) {
      add(Float.floatToIntBits(numbers[i]));
    }
    add(numbers.length);
  }

  private void addLanes(long a, long b, long c, long d) {
    add(a);
    add(b);
    add(c);
    add(d);
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
