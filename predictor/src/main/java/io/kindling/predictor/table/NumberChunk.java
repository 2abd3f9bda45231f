package io.kindling.predictor.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one column, kept as unsigned bytes or float32 where that loses nothing; NaN where one
 * is missing. Texts that are no number are missing here too; the first of them is told.
 */
public final class NumberChunk implements ColumnChunk {
  private static final long serialVersionUID = 1L;
  private static final long[] BITS_OF_BYTES = new long[256];

  static {
    for (int i = 0; i < BITS_OF_BYTES.length; i++) {
      BITS_OF_BYTES[i] = Double.doubleToRawLongBits(i);
    }
  }

  // One of these holds the numbers, the others nothing.
  private final byte[] bytes;
  private final float[] floats;
  private final double[] doubles;
  private final int strayRow;
  private final @Nullable String stray;

  private NumberChunk(
      byte[] bytes, float[] floats, double[] doubles, int strayRow, @Nullable String stray) {
    this.bytes = bytes;
    this.floats = floats;
    this.doubles = doubles;
    this.strayRow = strayRow;
    this.stray = stray;
  }

  /** The first {@code rows} of the values; copies. */
  static NumberChunk of(double[] values, int rows, int strayRow, @Nullable String stray) {
    byte[] bytes = bytes(values, rows);
    if (bytes != null) {
      return new NumberChunk(bytes, new float[0], new double[0], strayRow, stray);
    }
    float[] floats = floats(values, rows);
    return floats == null
        ? new NumberChunk(new byte[0], new float[0], Arrays.copyOf(values, rows), strayRow, stray)
        : new NumberChunk(new byte[0], floats, new double[0], strayRow, stray);
  }

  private static byte @Nullable [] bytes(double[] values, int rows) {
    byte[] bytes = new byte[rows];
    for (int i = 0; i < rows; i++) {
      int whole = (int) values[i] & 0xff;
      if (BITS_OF_BYTES[whole] != Double.doubleToRawLongBits(values[i])) { // −0 is not 0 here
        return null;
      }
      bytes[i] = (byte) whole;
    }
    return bytes;
  }

  private static float @Nullable [] floats(double[] values, int rows) {
    float[] floats = new float[rows];
    for (int i = 0; i < rows; i++) {
      floats[i] = (float) values[i];
      if (floats[i] != values[i] && !Double.isNaN(values[i])) {
        return null;
      }
    }
    return floats;
  }

  /** The number in a row; NaN for none. */
  public double number(int row) {
    if (bytes.length > 0) {
      return bytes[row] & 0xff;
    }
    return doubles.length == 0 ? floats[row] : doubles[row];
  }

  /** Whether each number is a whole one from 0 to 255, and none is missing. */
  public boolean areBytes() {
    return floats.length == 0 && doubles.length == 0;
  }

  /** Whether no number loses anything as float32. */
  public boolean areFloats() {
    return doubles.length == 0;
  }

  /** Writes the numbers of rows from {@code first} on to {@code into[0 …][place]}. */
  public void copy(int first, int count, double[][] into, int place) {
    if (bytes.length > 0) {
      for (int i = 0; i < count; i++) {
        into[i][place] = bytes[first + i] & 0xff;
      }
    } else if (doubles.length == 0) {
      for (int i = 0; i < count; i++) {
        into[i][place] = floats[first + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        into[i][place] = doubles[first + i];
      }
    }
  }

  /** The same of numbers that {@linkplain #areBytes are bytes}. */
  public void copyBytes(int first, int count, byte[][] into, int place) {
    for (int i = 0; i < count; i++) {
      into[i][place] = bytes[first + i];
    }
  }

  /** The first text that is no number; null where all are. */
  public @Nullable String stray() {
    return stray;
  }

  /** The row of {@link #stray}. */
  public int strayRow() {
    return strayRow;
  }

  @Override
  public void addTo(Checksum sum) {
    sum.add(bytes);
    sum.add(floats);
    sum.add(doubles);
    sum.add(stray == null ? "" : stray);
  }

  @Override
  public long memory() {
    return MEMORY_WITHOUT_VALUES
        + bytes.length
        + (long) Float.BYTES * floats.length
        + (long) Double.BYTES * doubles.length;
  }
}
