package io.kindling.predictor.table;

import java.io.Serializable;

/** A row that could not be read. Travels, under Kryo too, hence no record. */
public final class BadRow implements Serializable {
  /** The position of what is wrong with a unit as a whole. */
  public static final long WHOLE_UNIT = -1;

  private static final long serialVersionUID = 1L;

  private final long position;
  private final String found;
  private final String expected;

  /**
   * A bad row.
   *
   * @param position counted from the start of its block as its source counts; {@link #WHOLE_UNIT}
   *     for what is wrong with a file as a whole
   */
  public BadRow(long position, String found, String expected) {
    this.position = position;
    this.found = found;
    this.expected = expected;
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
}
