package io.kindling.partitioning.reading;

/** What rows are read for. */
public enum Use {
  /** To train on them, or to measure a model: they have labels. */
  LABELLED,
  /** To be scored: labels and weights may be missing and are not read. */
  SCORED
}
