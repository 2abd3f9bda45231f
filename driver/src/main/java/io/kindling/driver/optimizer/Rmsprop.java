package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5). ε stands outside the root, as in PyTorch.
 *
 * @param learningRate η, above 0
 * @param rho ρ, how much of the mean square is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 */
@Formula("s ← ρ s + (1 − ρ) g²; θ ← θ − η g / (√s + ε)")
public record Rmsprop(
    @Default("0.01") double learningRate,
    @Default("0.99") double rho,
    @Default("1e-8") double epsilon)
    implements Optimizer {
  /** Checks the arguments. */
  public Rmsprop {
    Require.above(0, "Learning rate", learningRate);
    Require.inHalfOpen(0, 1, "RMSProp rho", rho);
    Require.above(0, "RMSProp epsilon", epsilon);
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(float[] theta, float[] gradient, OptimizerState state) {
    state.nextStep();
    float rate = (float) learningRate;
    float keep = (float) rho;
    float take = (float) (1 - rho);
    float eps = (float) epsilon;
    float[] square = state.moment(0);
    for (int i = 0; i < theta.length; i++) {
      float g = gradient[i];
      square[i] = keep * square[i] + take * g * g;
      theta[i] -= rate * g / ((float) Math.sqrt(square[i]) + eps);
    }
  }
}
