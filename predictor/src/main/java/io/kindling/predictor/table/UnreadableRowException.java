package io.kindling.predictor.table;

/** Thrown for a row that cannot be read; never leaves its task. */
public final class UnreadableRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient BadRow row;

  /** A row that cannot be read. */
  public UnreadableRowException(long position, String found, String expected) {
    this(new BadRow(position, found, expected));
  }

  private UnreadableRowException(BadRow row) {
    super(null, null, false, false);
    this.row = row;
  }

  /** A row that could be read without the column of this name. */
  public static UnreadableRowException ofColumn(
      String column, long position, String found, String expected) {
    return new UnreadableRowException(new BadRow(position, found, expected, column));
  }

  /** The row. */
  public BadRow row() {
    return row;
  }
}
