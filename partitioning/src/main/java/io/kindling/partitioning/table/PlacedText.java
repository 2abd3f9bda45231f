package io.kindling.partitioning.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A text and the row in which it stands. Travels, under Kryo too, hence no record. */
public final class PlacedText implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowPlace row;
  private final String text;

  PlacedText(RowPlace row, String text) {
    this.row = row;
    this.text = text;
  }

  /** Where it stands. */
  public RowPlace row() {
    return row;
  }

  /** What stands there. */
  public String text() {
    return text;
  }

  /** Which of two stands earlier, each of which may be missing. */
  static @Nullable PlacedText earlier(@Nullable PlacedText a, @Nullable PlacedText b) {
    return RowPlace.earlier(a, b, PlacedText::row);
  }
}
