package io.kindling.kernels.loss;

/** What a network is trained to tell of a row. */
public enum Task {
  /** Which one of several classes it belongs to; one target a row. */
  CLASSES,
  /** Which of several labels it has, each 0 or 1; a target for each output. */
  LABELS,
  /** Values; a target for each output. */
  VALUES
}
