package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.NonFinite;
import java.util.Optional;

/**
 * What a step of a model came to, or a round of several.
 *
 * @param loss of its batches, each before its step
 * @param nonFinite what is not finite, if anything; unless it is a parameter, the parameters are as
 *     they were
 */
public record StepOutcome(BatchLoss loss, Optional<NonFinite> nonFinite) {
  /** Whether all of it is finite. */
  public boolean isFinite() {
    return nonFinite.isEmpty();
  }
}
