package io.kindling.predictor.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A row that could not be read. Travels, under Kryo too, hence no record. */
public final class BadRow implements Serializable {
  /** The position of what is wrong with a unit as a whole. */
  public static final long WHOLE_UNIT = -1;

  private static final long serialVersionUID = 1L;

  private final long position;
  private final String found;
  private final String expected;
  private final @Nullable String column;

  /**
   * A bad row.
   *
   * @param position counted from the start of its block as its source counts; {@link #WHOLE_UNIT}
   *     for what is wrong with a file as a whole
   */
  public BadRow(long position, String found, String expected) {
    this(position, found, expected, null);
  }

  /**
   * A row that could be read without one column.
   *
   * @param column its name; null where the row could not be read even so
   */
  BadRow(long position, String found, String expected, @Nullable String column) {
    this.position = position;
    this.found = found;
    this.expected = expected;
    this.column = column;
  }

  /** Where it stands. */
  public long position() {
    return position;
  }

  /** What was found. */
  public String found() {
    return found;
  }

  /** What was expected. */
  public String expected() {
    return expected;
  }

  /** The column without which it could be read; null where it could not. */
  public @Nullable String column() {
    return column;
  }
}
