package io.kindling.predictor.table;

import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.Ignore;
import io.kindling.predictor.column.OneHot;

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

  /** What the cells of a column of this kind are read as. */
  public static CellType of(ColumnKind kind) {
    if (kind instanceof Ignore) {
      return SKIPPED;
    }
    boolean texts = kind instanceof OneHot || kind instanceof Hash;
    return texts || kind instanceof Bool || kind instanceof Date ? TEXT : NUMBER;
  }

  /** Whether a row has one cell, and not an array of them. */
  public boolean isScalar() {
    return this == NUMBER || this == TEXT || this == SKIPPED;
  }
}
