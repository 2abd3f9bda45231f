package io.kindling.kernels.loss;

/** What a network is trained to predict of a row. */
public enum Task {
  /** Which one of several classes it belongs to; one target a row. */
  MULTICLASS,
  /** Which of several labels it has, each 0 or 1; a target for each output. */
  MULTILABEL,
  /** Numbers; a target for each output. */
  REGRESSION
}
