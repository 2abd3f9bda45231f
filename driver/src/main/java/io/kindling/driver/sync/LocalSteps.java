package io.kindling.driver.sync;

import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Each shard takes some steps alone, from the same parameters and by the training's optimizer; the
 * mean of how far they went is the gradient of an outer optimizer (Douillard et al. 2023,
 * "DiLoCo"). With gradient descent of rate 1 the parameters become the mean of the shards' ("local
 * SGD", Stich 2019). Rounds end with the epoch.
 *
 * @param steps in a round, at least 1
 * @param outer the optimizer of the mean
 * @param innerState what the shards' optimizers remember of earlier rounds
 */
@Formula("θ_s: steps of shard s from θ; Δ = mean_s (θ − θ_s); θ ← θ − outer step of Δ")
public record LocalSteps(
    @Default("16") int steps,
    @Default("{sgd: {learning_rate: 1}}") Optimizer outer,
    @Default("average") InnerState innerState)
    implements SyncPolicy {
  /** Checks the number. */
  public LocalSteps {
    Require.atLeast(1, "Local steps", steps);
  }

  /** Some steps, then the mean of parameters and moments. */
  public LocalSteps(int steps) {
    this(steps, new Sgd(1), new InnerState.Average());
  }
}
