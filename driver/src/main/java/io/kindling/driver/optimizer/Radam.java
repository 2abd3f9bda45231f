package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;

/**
 * Rectified Adam (Liu et al. 2020): divides by the root of v only once its variance can be
 * estimated, and rectifies it, which stands in for a warm-up.
 *
 * @param learningRate η
 * @param beta1 β₁, how much of the mean is kept, at least 0 and below 1
 * @param beta2 β₂, how much of the mean square is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 * @param weightDecay λ, at least 0
 */
@Formula("m, v as adam; θ ← θ − η m̂ r √(1 − β₂ᵗ) / (√v + ε) if ρ_t > 5, else θ ← θ − η m̂")
public record Radam(
    @Default("0.001") Schedule learningRate,
    @Default("0.9") double beta1,
    @Default("0.999") double beta2,
    @Default("1e-8") double epsilon,
    @Default("0") double weightDecay)
    implements ElementwiseOptimizer {
  /** Checks the arguments. */
  public Radam {
    Hyperparameters.checkAdam("RAdam", beta1, beta2, epsilon, weightDecay);
  }

  /** With a constant rate and the other defaults. */
  public Radam(double learningRate) {
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
    double t = (double) state.steps();
    double eta = rate / (1 - Math.pow(beta1, t));
    double rectification = rectification(t);
    boolean adaptive = rectification > 0;
    float factor = (float) (adaptive ? eta * rectification : eta);
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    float[] mean = state.moment(0);
    float[] square = state.moment(1);
    for (int i = from; i < to; i++) {
      float g = gradient[i] + decay * theta[i];
      float m = Denormals.flush(keep1 * mean[i] + take1 * g);
      float v = Denormals.flushSquare(keep2 * square[i] + take2 * g * g);
      mean[i] = m;
      square[i] = v;
      theta[i] -= factor * m / (adaptive ? (float) Math.sqrt(v) + eps : 1f);
    }
  }

  /** r √(1 − β₂ᵗ), or 0 while the variance cannot be estimated. */
  private double rectification(double t) {
    double power = Math.pow(beta2, t);
    double longest = 2 / (1 - beta2) - 1;
    double length = longest - 2 * t * power / (1 - power);
    if (length <= 5) {
      return 0;
    }
    double squared =
        (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length);
    return Math.sqrt(squared * (1 - power));
  }
}
