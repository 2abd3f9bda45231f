package io.kindling.driver.optimizer;

import java.util.Optional;

/**
 * How a gradient changes the parameters: the penalty is added, the whole is clipped, the optimizer
 * takes its step.
 *
 * @param optimizer takes the step
 * @param penalty for large weights
 * @param clipping keeps the gradient from becoming too large, if wanted
 * @param averageDecay of a moving average of the parameters to use in place of the last ones, if
 *     wanted
 */
public record UpdateRule(
    Optimizer optimizer,
    Penalty penalty,
    Optional<Clipping> clipping,
    Optional<Double> averageDecay) {
  /** Checks the decay. */
  public UpdateRule {
    averageDecay.ifPresent(WeightAverage::checked);
  }

  /** The optimizer alone. */
  public static UpdateRule of(Optimizer optimizer) {
    return new UpdateRule(optimizer, Penalty.NONE, Optional.empty(), Optional.empty());
  }

  /** The same with another penalty. */
  public UpdateRule with(Penalty penalty) {
    return new UpdateRule(optimizer, penalty, clipping, averageDecay);
  }

  /** The same with clipping. */
  public UpdateRule with(Clipping clipping) {
    return new UpdateRule(optimizer, penalty, Optional.of(clipping), averageDecay);
  }

  /** The same with an average of the parameters. */
  public UpdateRule withAverage(double decay) {
    return new UpdateRule(optimizer, penalty, clipping, Optional.of(decay));
  }

  /** The same with another optimizer. */
  public UpdateRule with(Optimizer optimizer) {
    return new UpdateRule(optimizer, penalty, clipping, averageDecay);
  }
}
