package com.example.kinds;

import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.OptimizerState;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * An optimizer of one's own: Lion (Chen et al. 2023, algorithm 2), which steps by signs.
 *
 * @param learningRate η
 * @param beta1 β₁, how much of the mean goes into the step, at least 0 and below 1
 * @param beta2 β₂, how much of the mean is kept, at least 0 and below 1
 */
@Formula("θ ← θ − η sign(β₁ m + (1 − β₁) g); m ← β₂ m + (1 − β₂) g")
public record Lion(
    @Default("0.001") Schedule learningRate,
    @Default("0.9") double beta1,
    @Default("0.99") double beta2)
    implements Optimizer {
  /** Checks the arguments. */
  public Lion {
    Require.inHalfOpen(0, 1, "Lion beta1", beta1);
    Require.inHalfOpen(0, 1, "Lion beta2", beta2);
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(float[] theta, float[] gradient, double rate, OptimizerState state) {
    float eta = (float) rate;
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float[] mean = state.moment(0);
    for (int i = 0; i < state.parameters(); i++) {
      theta[i] -= eta * Math.signum(keep1 * mean[i] + take1 * gradient[i]);
      mean[i] = keep2 * mean[i] + take2 * gradient[i];
    }
  }
}
