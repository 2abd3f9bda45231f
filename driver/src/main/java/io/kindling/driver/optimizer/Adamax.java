package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;

/**
 * AdaMax: Adam with the infinity norm (Kingma and Ba 2015, section 7.1).
 *
 * @param learningRate η
 * @param beta1 β₁, how much of the mean is kept, at least 0 and below 1
 * @param beta2 β₂, how much of the norm is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 * @param weightDecay λ, at least 0
 */
@Formula("m ← β₁ m + (1 − β₁) g; u ← max(β₂ u, |g| + ε); θ ← θ − η / (1 − β₁ᵗ) · m / u")
public record Adamax(
    @Default("0.002") Schedule learningRate,
    @Default("0.9") double beta1,
    @Default("0.999") double beta2,
    @Default("1e-8") double epsilon,
    @Default("0") double weightDecay)
    implements ElementwiseOptimizer {
  /** Checks the arguments. */
  public Adamax {
    Hyperparameters.checkAdam("Adamax", beta1, beta2, epsilon, weightDecay);
  }

  /** With a constant rate and the other defaults. */
  public Adamax(double learningRate) {
    this(new Constant(learningRate), 0.9, 0.999, 1e-8, 0);
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
    float eta = (float) (rate / (1 - Math.pow(beta1, (double) state.steps())));
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    float[] mean = state.moment(0);
    float[] norm = state.moment(1);
    for (int i = from; i < to; i++) {
      float g = gradient[i] + decay * theta[i];
      mean[i] = Denormals.flush(keep1 * mean[i] + take1 * g);
      norm[i] = Math.max(keep2 * norm[i], Math.abs(g) + eps);
      theta[i] -= eta * mean[i] / norm[i];
    }
  }
}
