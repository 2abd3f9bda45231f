package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Adam with Nesterov's momentum (Dozat 2016), with the paper's warming of β₁ as in PyTorch: μ_t =
 * β₁ (1 − 0.96^(t ψ) / 2).
 *
 * @param learningRate η
 * @param beta1 β₁, how much of the mean is kept, at least 0 and below 1
 * @param beta2 β₂, how much of the mean square is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 * @param momentumDecay ψ, at least 0
 * @param weightDecay λ, at least 0
 */
@Formula(
    "m, v as adam; θ ← θ − η ((1 − μ_t) g / (1 − Πμ) + μ_t₊₁ m / (1 − μ_t₊₁ Πμ))"
        + " / (√(v / (1 − β₂ᵗ)) + ε)")
public record Nadam(
    @Default("0.002") Schedule learningRate,
    @Default("0.9") double beta1,
    @Default("0.999") double beta2,
    @Default("1e-8") double epsilon,
    @Default("0.004") double momentumDecay,
    @Default("0") double weightDecay)
    implements Optimizer {
  /** Checks the arguments. */
  public Nadam {
    Hyperparameters.checkAdam("Nadam", beta1, beta2, epsilon, weightDecay);
    Require.atLeast(0.0, "Nadam momentum_decay", momentumDecay);
  }

  /** With a constant rate and the other defaults. */
  public Nadam(double learningRate) {
    this(new Constant(learningRate), 0.9, 0.999, 1e-8, 0.004, 0);
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
  public void step(float[] theta, float[] gradient, double rate, OptimizerState state) {
    double t = (double) state.steps();
    double product = state.multiply(mu(t));
    float ofGradient = (float) (rate * (1 - mu(t)) / (1 - product));
    float ofMean = (float) (rate * mu(t + 1) / (1 - product * mu(t + 1)));
    float rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(beta2, t)));
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    float[] mean = state.moment(0);
    float[] square = state.moment(1);
    for (int i = 0; i < state.parameters(); i++) {
      float g = gradient[i] + decay * theta[i];
      float m = Denormals.flush(keep1 * mean[i] + take1 * g);
      float v = Denormals.flushSquare(keep2 * square[i] + take2 * g * g);
      mean[i] = m;
      square[i] = v;
      theta[i] -= (ofGradient * g + ofMean * m) / ((float) Math.sqrt(v) * rootCorrection + eps);
    }
  }

  private double mu(double t) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, t * momentumDecay));
  }
}
