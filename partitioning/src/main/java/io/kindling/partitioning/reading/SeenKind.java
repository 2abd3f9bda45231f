package io.kindling.partitioning.reading;

import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DateFormat;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.table.CellType;
import java.util.SortedSet;

/** What a column is by what stands in it, where nothing is declared. */
public enum SeenKind {
  /** Numbers. */
  NUMBERS,
  /** Nothing but true and false. */
  TRUTHS,
  /** Dates of ISO 8601, which may also be taken for categories if they are few. */
  DATES,
  /** Texts, few enough for an input each. */
  CATEGORIES,
  /** More texts than that. */
  MANY_TEXTS;

  /** What a column of single values is. */
  public static SeenKind of(CellType type, ColumnSummary found) {
    SortedSet<String> texts = found.texts();
    if (type != CellType.TEXT) {
      return NUMBERS;
    }
    if (Bool.areTruths(texts)) {
      return TRUTHS;
    }
    if (areDates(texts)) {
      return DATES;
    }
    return texts.size() > OneHot.MOST_UNDECLARED ? MANY_TEXTS : CATEGORIES;
  }

  private static boolean areDates(SortedSet<String> texts) {
    DateFormat dates = DateFormat.of(Date.ISO);
    return !texts.isEmpty() && texts.stream().allMatch(text -> dates.read(text) != null);
  }
}
