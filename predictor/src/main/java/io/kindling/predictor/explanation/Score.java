package io.kindling.predictor.explanation;

/** Which number of a prediction is explained. */
public enum Score {
  /** The probability of a class or a label; of a regression its value, in the units of the data. */
  PREDICTION,
  /** What the network gives before the loss makes a probability of it. */
  LOGIT
}
