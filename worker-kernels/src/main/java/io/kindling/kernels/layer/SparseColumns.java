package io.kindling.kernels.layer;

import java.util.Arrays;

/**
 * The entries of {@link SparseRows} column by column (CSC), of the columns that occur alone. These
 * are numbered 0, 1, 2 … in ascending order; within a column, rows ascend.
 */
public final class SparseColumns {
  private final long[] occurs; // a bit for each column; all 0 between batches
  private final int[] numbers;
  private int count;
  private int[] columns = new int[0];
  private int[] starts = new int[1];
  private int[] rows = new int[0];
  private float[] values = new float[0];
  private int[] numberOfEntry = new int[0];

  SparseColumns(int width) {
    this.occurs = new long[(width + Long.SIZE - 1) / Long.SIZE];
    this.numbers = new int[width];
  }

  /** How many columns occur. */
  public int count() {
    return count;
  }

  /** The column of a number: the columns that occur ascend with their numbers. */
  public int column(int number) {
    return columns[number];
  }

  /** Where the entries of a column start; those behind the last column, where they end. */
  int start(int number) {
    return starts[number];
  }

  /** The row of each entry, column by column. */
  int[] rows() {
    return rows;
  }

  /** The value of each entry, column by column. */
  float[] values() {
    return values;
  }

  /** The number of the column of each entry, row by row as in {@link SparseRows}. */
  int[] numberOfEntry() {
    return numberOfEntry;
  }

  void index(SparseRows x) {
    int entries = x.rowStart(x.rows());
    reserve(entries);
    number(x, entries);
    Arrays.fill(starts, 0, count + 1, 0);
    for (int k = 0; k < entries; k++) {
      int number = numbers[x.column(k)];
      numberOfEntry[k] = number;
      starts[number + 1]++;
    }
    for (int number = 0; number < count; number++) {
      starts[number + 1] += starts[number];
    }
    for (int row = 0; row < x.rows(); row++) {
      for (int k = x.rowStart(row); k < x.rowStart(row + 1); k++) {
        int place = starts[numberOfEntry[k]]++;
        rows[place] = row;
        values[place] = x.value(k);
      }
    }
    // Each start has become the next one's.
    System.arraycopy(starts, 0, starts, 1, count);
    starts[0] = 0;
  }

  private void number(SparseRows x, int entries) {
    for (int k = 0; k < entries; k++) {
      occurs[x.column(k) / Long.SIZE] |= 1L << x.column(k);
    }
    count = 0;
    for (int word = 0; word < occurs.length; word++) {
      for (long bits = occurs[word]; bits != 0; bits &= bits - 1) {
        int column = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        numbers[column] = count;
        columns[count++] = column;
      }
      occurs[word] = 0;
    }
  }

  private void reserve(int entries) {
    if (rows.length < entries) {
      int room = Math.max(entries, 2 * rows.length);
      rows = new int[room];
      values = new float[room];
      numberOfEntry = new int[room];
      columns = new int[Math.min(room, numbers.length)];
      starts = new int[columns.length + 1];
    }
  }
}
