package io.kindling.predictor.table;

import java.io.Serializable;

/**
 * Something in a row that belongs to no column, and was left out. Travels, under Kryo too, hence no
 * record.
 */
public final class LeftOut implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final long position;

  LeftOut(String name, long position) {
    this.name = name;
    this.position = position;
  }

  /** What a person would call its column. */
  public String name() {
    return name;
  }

  /** Of the first row of the block that has it, as {@link RawBlock#position} counts. */
  public long position() {
    return position;
  }
}
