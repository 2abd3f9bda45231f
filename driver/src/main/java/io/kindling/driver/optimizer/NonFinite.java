package io.kindling.driver.optimizer;

import java.util.Optional;

/** What of a step is not finite: it is looked at in this order, and what follows is not done. */
public enum NonFinite {
  /** The loss of the batch. The parameters are as they were. */
  LOSS,
  /** The gradient. The parameters are as they were. */
  GRADIENT,
  /** A parameter, after the optimizer's step. */
  PARAMETER;

  /** A word to send: empty for nothing. */
  static String word(Optional<NonFinite> what) {
    return what.map(NonFinite::name).orElse("");
  }

  /** What the word says. */
  static Optional<NonFinite> of(String word) {
    return word.isEmpty() ? Optional.empty() : Optional.of(valueOf(word));
  }
}
