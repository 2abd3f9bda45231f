package io.kindling.predictor.table;

/** Thrown for a row that cannot be read; never leaves its task. */
public final class UnreadableRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient BadRow row;

  /** A row that cannot be read. */
  public UnreadableRowException(long position, String found, String expected) {
    super(null, null, false, false);
    this.row = new BadRow(position, found, expected);
  }

  /** The row. */
  public BadRow row() {
    return row;
  }
}
