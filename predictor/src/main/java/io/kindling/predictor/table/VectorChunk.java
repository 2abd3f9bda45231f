package io.kindling.predictor.table;

import java.util.Arrays;

/** Numbers: (rows, width), row-major. */
public final class VectorChunk implements ColumnChunk {
  private static final long serialVersionUID = 1L;

  private final int width;
  private final double[] values;

  private VectorChunk(int width, double[] values) {
    this.width = width;
    this.values = values;
  }

  /** The first {@code rows} of the values; copies. */
  static VectorChunk of(double[] values, int rows, int width) {
    return new VectorChunk(width, Arrays.copyOf(values, rows * width));
  }

  /** How many numbers a row has. */
  public int width() {
    return width;
  }

  /** All values; shared. */
  public double[] values() {
    return values;
  }

  @Override
  public void addTo(Checksum sum) {
    sum.add(values);
  }

  @Override
  public long memory() {
    return MEMORY_WITHOUT_VALUES + (long) Double.BYTES * values.length;
  }
}
