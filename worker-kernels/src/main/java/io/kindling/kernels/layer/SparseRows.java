package io.kindling.kernels.layer;

import java.util.Arrays;

/**
 * The rows of a batch as compressed sparse rows (CSR): row r has values[k] in columns[k] for
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
    changed = true;
  }

  /**
   * Adds a value to the row that is being filled.
   *
   * @throws IllegalArgumentException when the column does not lie behind the row's last
   */
  public void append(int column, float value) {
    int last = entries > rowStarts[rows] ? columns[entries - 1] : -1;
    if (column <= last || column >= width) {
      throw new IllegalArgumentException(
          "Columns of a row must ascend and be below %s, got %s after %s"
              .formatted(width, column, last));
    }
    reserve(1);
    columns[entries] = column;
    values[entries++] = value;
  }

  /**
   * Makes room for more values of the row that is being filled. They may be written to {@link
   * #columns()} and {@link #values()} from {@link #entries()} on, which the caller asks for
   * afterwards, and count once they are {@linkplain #added added}.
   */
  public void reserve(int more) {
    int needed = Math.addExact(entries, more);
    if (needed > columns.length) {
      int room = (int) Math.min(Math.max(needed, 2L * columns.length), Integer.MAX_VALUE - 8);
      columns = Arrays.copyOf(columns, room);
      values = Arrays.copyOf(values, room);
    }
  }

  /** Takes {@code more} values, which were written in place, as the row's next. */
  public void added(int more) {
    entries += more;
  }

  /** Ends the row that is being filled. */
  public void endRow() {
    rowStarts[++rows] = entries;
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

  /** How many values there are, those of the row that is being filled included. */
  public int entries() {
    return entries;
  }

  /** The column of each value; not a copy, and longer than there are values. */
  public int[] columns() {
    return columns;
  }

  /** The values; not a copy, and longer than there are values. */
  public float[] values() {
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
