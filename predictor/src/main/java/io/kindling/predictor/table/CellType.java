package io.kindling.predictor.table;

/** What the cells of a column are read as. */
public enum CellType {
  /** Numbers, one in each row; NaN where it is missing. */
  NUMBER,
  /** Texts, one in each row. */
  TEXT,
  /** Not read. */
  SKIPPED,
  /** Unsigned bytes, the same number of them in each row. */
  BYTES,
  /** Numbers, the same number of them in each row. */
  VECTOR,
  /** Numbers most of which are 0: those that are not, in each row. */
  SPARSE;

  /** Whether a row has one cell, and not an array of them. */
  public boolean isScalar() {
    return this == NUMBER || this == TEXT || this == SKIPPED;
  }
}
