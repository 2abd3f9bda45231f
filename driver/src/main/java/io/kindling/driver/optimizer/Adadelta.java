package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * AdaDelta (Zeiler 2012): steps in units of earlier steps.
 *
 * @param learningRate η; 1 in the paper
 * @param rho ρ, how much of the mean squares is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 * @param weightDecay λ, at least 0
 */
@Formula("s ← ρ s + (1 − ρ) g²; Δ = g √(d + ε) / √(s + ε); d ← ρ d + (1 − ρ) Δ²; θ ← θ − η Δ")
public record Adadelta(
    @Default("1") Schedule learningRate,
    @Default("0.9") double rho,
    @Default("1e-6") double epsilon,
    @Default("0") double weightDecay)
    implements ElementwiseOptimizer {
  /** Checks the arguments. */
  public Adadelta {
    Require.inHalfOpen(0, 1, "Adadelta rho", rho);
    Require.above(0, "Adadelta epsilon", epsilon);
    Hyperparameters.checkDecay(weightDecay);
  }

  /** With the defaults. */
  public Adadelta() {
    this(new Constant(1), 0.9, 1e-6, 0);
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(
      float[] theta, float[] gradient, int from, int to, double rate, OptimizerState state) {
    float eta = (float) rate;
    float keep = (float) rho;
    float take = (float) (1 - rho);
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    float[] squares = state.moment(0);
    float[] changes = state.moment(1);
    for (int i = from; i < to; i++) {
      float g = gradient[i] + decay * theta[i];
      float s = Denormals.flushSquare(keep * squares[i] + take * g * g);
      float change = g * (float) Math.sqrt(changes[i] + eps) / (float) Math.sqrt(s + eps);
      squares[i] = s;
      changes[i] = Denormals.flushSquare(keep * changes[i] + take * change * change);
      theta[i] -= eta * change;
    }
  }
}
