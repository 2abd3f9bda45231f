package io.kindling.predictor.table;

import java.util.Arrays;

/**
 * Sparse rows as compressed sparse rows (CSR): row r has {@code values[k]} in the place {@code
 * indices[k]} for k from {@code start(r)} to {@code start(r + 1)} − 1, places ascending, and 0
 * elsewhere.
 */
public final class SparseChunk implements ColumnChunk {
  private static final long serialVersionUID = 1L;

  private final int width;
  private final int[] starts;
  private final int[] indices;
  private final double[] values;

  private SparseChunk(int width, int[] starts, int[] indices, double[] values) {
    this.width = width;
    this.starts = starts;
    this.indices = indices;
    this.values = values;
  }

  /** The first {@code rows}; copies. */
  static SparseChunk of(int width, int rows, int[] starts, int[] indices, double[] values) {
    int entries = starts[rows];
    return new SparseChunk(
        width,
        Arrays.copyOf(starts, rows + 1),
        Arrays.copyOf(indices, entries),
        Arrays.copyOf(values, entries));
  }

  /** How many places a row has. */
  public int width() {
    return width;
  }

  /** Where the entries of a row start; those of the row behind the last, where they end. */
  public int start(int row) {
    return starts[row];
  }

  /** The places; shared. */
  public int[] indices() {
    return indices;
  }

  /** What stands there; shared. */
  public double[] values() {
    return values;
  }

  @Override
  public void addTo(Checksum sum) {
    for (int start : starts) {
      sum.add(start);
    }
    for (int i = 0; i < indices.length; i++) {
      sum.add(indices[i]);
      sum.add(values[i]);
    }
  }

  @Override
  public long memory() {
    return MEMORY_WITHOUT_VALUES
        + Integer.BYTES * ((long) starts.length + indices.length)
        + (long) Double.BYTES * values.length;
  }
}
