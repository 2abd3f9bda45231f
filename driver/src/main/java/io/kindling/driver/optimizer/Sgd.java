package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Stochastic gradient descent (Robbins and Monro 1951).
 *
 * @param learningRate η, above 0
 */
@Formula("θ ← θ − η g")
public record Sgd(@Default("0.01") double learningRate) implements Optimizer {
  /** Checks the rate. */
  public Sgd {
    Require.above(0, "Learning rate", learningRate);
  }

  @Override
  public int moments() {
    return 0;
  }

  @Override
  public void step(float[] theta, float[] gradient, OptimizerState state) {
    state.nextStep();
    float rate = (float) learningRate;
    for (int i = 0; i < theta.length; i++) {
      theta[i] -= rate * gradient[i];
    }
  }
}
