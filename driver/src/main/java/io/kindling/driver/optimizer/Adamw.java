package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): the decay shrinks the parameters
 * themselves, by η λ as in PyTorch, and does not enter the moments.
 *
 * @param learningRate η
 * @param beta1 β₁, how much of the mean is kept, at least 0 and below 1
 * @param beta2 β₂, how much of the mean square is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 * @param weightDecay λ, at least 0
 */
@Formula("θ ← θ − η λ θ, then as adam")
public record Adamw(
    @Default("0.001") Schedule learningRate,
    @Default("0.9") double beta1,
    @Default("0.999") double beta2,
    @Default("1e-8") double epsilon,
    @Default("0.01") double weightDecay)
    implements ElementwiseOptimizer {
  /** Checks the arguments. */
  public Adamw {
    Hyperparameters.checkAdam("AdamW", beta1, beta2, epsilon, weightDecay);
  }

  /** With a constant rate and the other defaults. */
  public Adamw(double learningRate) {
    this(new Constant(learningRate), 0.9, 0.999, 1e-8, 0.01);
  }

  @Override
  public double highestUsualRate() {
    return Hyperparameters.MOST_OF_A_STEP;
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(
      float[] theta, float[] gradient, int from, int to, double rate, OptimizerState state) {
    float kept = (float) (1 - rate * weightDecay);
    for (int i = from; i < to; i++) {
      theta[i] *= kept;
    }
    new Adam(learningRate, beta1, beta2, epsilon, false, 0)
        .step(theta, gradient, from, to, rate, state);
  }
}
