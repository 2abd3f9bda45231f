package io.kindling.predictor.column;

import io.kindling.kernels.spec.Formula;

/**
 * One of few categories: an input for each, 1 for the row's category and 0 for the others. The
 * categories are those of the rows to train on, sorted. An empty value, or one that is none of
 * them, is 0 for all.
 */
@Formula("[x = category_0], …, [x = category_{k−1}]")
public record OneHot() implements ColumnKind {
  /** The most categories that a column may have. */
  public static final int MOST_CATEGORIES = 10_000;

  /** The most distinct texts with which a column is one of categories without being declared so. */
  public static final int MOST_UNDECLARED = 1_000;
}
