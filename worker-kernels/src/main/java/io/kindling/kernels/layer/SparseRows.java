package io.kindling.kernels.layer;

import java.util.Arrays;

/**
 * The rows of a batch as compressed sparse rows (CSR): row r has value(k) in column(k) for
 * rowStart(r) ≤ k &lt; rowStart(r + 1), columns ascending, and 0 elsewhere. Filled row by row; its
 * arrays grow while batches become larger and stay as they are then.
 */
public final class SparseRows {
  private static final int FIRST_ENTRIES = 256;

  private final int width;
  private final int[] rowStarts;
  private final SparseColumns byColumn;
  private int[] columns = new int[FIRST_ENTRIES];
  private float[] values = new float[FIRST_ENTRIES];
  private int rows;
  private int entries;
  private int lastColumn = -1;
  private boolean changed = true;

  /** Room for up to {@code capacity} rows of {@code width} columns; none at first. */
  public SparseRows(int capacity, int width) {
    this.width = width;
    this.rowStarts = new int[capacity + 1];
    this.byColumn = new SparseColumns(width);
  }

  /** No rows, for a new batch. */
  public void clear() {
    rows = 0;
    entries = 0;
    lastColumn = -1;
    changed = true;
  }

  /**
   * Adds a value to the row that is being filled.
   *
   * @throws IllegalArgumentException when the column does not lie behind the row's last
   */
  public void append(int column, float value) {
    if (column <= lastColumn || column >= width) {
      throw new IllegalArgumentException(
          "Columns of a row must ascend and be below %s, got %s after %s"
              .formatted(width, column, lastColumn));
    }
    if (entries == columns.length) {
      int room = Math.addExact(entries, entries);
      columns = Arrays.copyOf(columns, room);
      values = Arrays.copyOf(values, room);
    }
    lastColumn = column;
    columns[entries] = column;
    values[entries++] = value;
  }

  /** Ends the row that is being filled. */
  public void endRow() {
    rowStarts[++rows] = entries;
    lastColumn = -1;
    changed = true;
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** Where the entries of a row start; those of the row behind the last, where they end. */
  public int rowStart(int row) {
    return rowStarts[row];
  }

  /** The column of an entry. */
  public int column(int entry) {
    return columns[entry];
  }

  /** The value of an entry. */
  public float value(int entry) {
    return values[entry];
  }

  /** All values; not a copy, and longer than the rows are. */
  float[] values() {
    return values;
  }

  /** The same entries column by column; made when it is asked for after a change. */
  public SparseColumns byColumn() {
    if (changed) {
      byColumn.index(this);
      changed = false;
    }
    return byColumn;
  }
}
