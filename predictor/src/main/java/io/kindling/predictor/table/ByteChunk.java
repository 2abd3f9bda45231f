package io.kindling.predictor.table;

import java.util.Arrays;

/** Unsigned bytes: (rows, width), row-major. */
public final class ByteChunk implements ColumnChunk {
  private static final long serialVersionUID = 1L;

  private final int width;
  private final byte[] values;

  private ByteChunk(int width, byte[] values) {
    this.width = width;
    this.values = values;
  }

  /** The first {@code rows} of the values; copies. */
  static ByteChunk of(byte[] values, int rows, int width) {
    return new ByteChunk(width, Arrays.copyOf(values, rows * width));
  }

  /** How many bytes a row has. */
  public int width() {
    return width;
  }

  /** All values; shared. */
  public byte[] values() {
    return values;
  }

  @Override
  public void addTo(Checksum sum) {
    sum.add(values);
  }

  @Override
  public long memory() {
    return MEMORY_WITHOUT_VALUES + values.length;
  }
}
