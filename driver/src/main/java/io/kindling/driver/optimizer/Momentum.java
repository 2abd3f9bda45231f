package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Gradient descent with momentum (Polyak 1964), in the form in which the rate multiplies the whole
 * velocity, as in PyTorch; Keras multiplies the gradient only, which differs once the rate changes.
 *
 * @param learningRate η, above 0
 * @param momentum μ, at least 0 and below 1
 */
@Formula("v ← μ v + g; θ ← θ − η v")
public record Momentum(@Default("0.01") double learningRate, @Default("0.9") double momentum)
    implements Optimizer {
  /** Checks the arguments. */
  public Momentum {
    Require.above(0, "Learning rate", learningRate);
    Require.inHalfOpen(0, 1, "Momentum", momentum);
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(float[] theta, float[] gradient, OptimizerState state) {
    state.nextStep();
    float rate = (float) learningRate;
    float mu = (float) momentum;
    float[] velocity = state.moment(0);
    for (int i = 0; i < theta.length; i++) {
      velocity[i] = mu * velocity[i] + gradient[i];
      theta[i] -= rate * velocity[i];
    }
  }
}
