package io.kindling.driver.insight;

import io.kindling.driver.training.TrainingListener;

/**
 * What a listener may want to see besides figures: only what one {@linkplain
 * TrainingListener#details wants} is computed.
 */
public enum Detail {
  /** What the rows to train on look like: {@link DataDetails}. */
  DATA,
  /** Matrices and curves of the validation, and sampled rows with their predictions. */
  ERRORS,
  /** The share of silent units of each hidden layer, over the validation rows. */
  UNITS,
  /** Norms of layers and of their gradients. */
  NORMS,
  /** How the values of each parameter are distributed, and those of its gradient. */
  HISTOGRAMS
}
