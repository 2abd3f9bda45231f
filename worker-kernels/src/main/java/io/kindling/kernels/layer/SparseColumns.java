package io.kindling.kernels.layer;

/**
 * The entries of {@link SparseRows} column by column (CSC), of the columns that occur alone. These
 * are numbered 0, 1, 2 … in ascending order; within a column, rows ascend.
 */
public final class SparseColumns {
  private final long[] occurs; // a bit for each column; all 0 between batches
  private final int[] numbers; // of the columns that occur; 0 for others
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
    for (int i = 0; i < count; i++) {
      numbers[columns[i]] = 0;
    }
    int entries = x.rowStart(x.rows());
    reserve(entries);
    count(x.columns(), entries);
    number();
    for (int row = 0; row < x.rows(); row++) {
      scatter(row, x.rowStart(row), x.rowStart(row + 1), x.columns(), x.values());
    }
    // Each column has come to where the next one starts.
    System.arraycopy(starts, 0, starts, 1, count);
    starts[0] = 0;
  }

  private void count(int[] ofRows, int entries) {
    for (int k = 0; k < entries; k++) {
      int column = ofRows[k];
      numbers[column]++;
      occurs[column / Long.SIZE] |= 1L << column;
    }
  }

  /** Numbers the columns, each of which has its number of entries in the place of its number. */
  private void number() {
    count = 0;
    int start = 0;
    for (int word = 0; word < occurs.length; word++) {
      for (long bits = occurs[word]; bits != 0; bits &= bits - 1) {
        int column = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        starts[count] = start;
        start += numbers[column];
        numbers[column] = count;
        columns[count++] = column;
      }
      occurs[word] = 0;
    }
  }

  private void scatter(int row, int from, int to, int[] columnOf, float[] valueOf) {
    for (int k = from; k < to; k++) {
      int number = numbers[columnOf[k]];
      int place = starts[number]++;
      numberOfEntry[k] = number;
      rows[place] = row;
      values[place] = valueOf[k];
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
