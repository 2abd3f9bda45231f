package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Gradient descent with momentum (Polyak 1964), in the form in which the rate multiplies the whole
 * velocity, as in PyTorch; Keras multiplies the gradient only, which differs once the rate changes.
 *
 * @param learningRate η
 * @param momentum μ, at least 0 and below 1
 * @param weightDecay λ, at least 0
 */
@Formula("v ← μ v + g; θ ← θ − η v")
public record Momentum(
    @Default("0.01") Schedule learningRate,
    @Default("0.9") double momentum,
    @Default("0") double weightDecay)
    implements ElementwiseOptimizer {
  /** Checks the arguments. */
  public Momentum {
    Require.inHalfOpen(0, 1, "Momentum", momentum);
    Hyperparameters.checkDecay(weightDecay);
  }

  /** With a constant rate and without weight decay. */
  public Momentum(double learningRate, double momentum) {
    this(new Constant(learningRate), momentum, 0);
  }

  @Override
  public double highestUsualRate() {
    return (1 - momentum) * Hyperparameters.MOST_OF_GRADIENTS;
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(
      float[] theta, float[] gradient, int from, int to, double rate, OptimizerState state) {
    float eta = (float) rate;
    float mu = (float) momentum;
    float decay = (float) weightDecay;
    float[] velocity = state.moment(0);
    for (int i = from; i < to; i++) {
      velocity[i] = Denormals.flush(mu * velocity[i] + (gradient[i] + decay * theta[i]));
      theta[i] -= eta * velocity[i];
    }
  }
}
