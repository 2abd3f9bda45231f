package io.kindling.driver.evaluation;

/**
 * What becomes of rows that a model cannot take: a null vector, one of another width, a text in the
 * place of a number, a number that is missing where none was in training. What the model fills, and
 * categories that it does not know, are not invalid.
 */
public enum InvalidRows {
  /** They are an error, which fails the job. */
  ERROR,
  /** They are left out. */
  SKIP,
  /** All their outputs are NaN. */
  KEEP
}
