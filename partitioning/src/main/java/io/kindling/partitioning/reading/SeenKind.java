package io.kindling.partitioning.reading;

import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.DateGuess;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import java.util.List;
import java.util.SortedSet;

/** What a column is by what stands in it, where nothing is declared. */
public enum SeenKind {
  /** Numbers. */
  NUMBERS,
  /** Nothing but true and false; where values are missing, yes and no are categories. */
  TRUTHS,
  /** Dates, which may also be taken for categories if they are few. */
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
    if (Bool.areTruths(texts) && (found.missing() == 0 || Bool.areTrueAndFalse(texts))) {
      return TRUTHS;
    }
    if (DateGuess.of(dates(found)).isPresent()) {
      return DATES;
    }
    return texts.size() > OneHot.MOST_UNDECLARED ? MANY_TEXTS : CATEGORIES;
  }

  /** The texts of a column that may be dates: all that would not stand for a missing number. */
  public static List<String> dates(ColumnSummary found) {
    return found.texts().stream()
        .filter(text -> !CellRules.NONE.isMissing(text, CellType.NUMBER))
        .toList();
  }
}
