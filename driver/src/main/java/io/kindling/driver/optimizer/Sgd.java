package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;

/**
 * Stochastic gradient descent (Robbins and Monro 1951).
 *
 * @param learningRate η
 * @param weightDecay λ, at least 0
 */
@Formula("θ ← θ − η g")
public record Sgd(@Default("0.01") Schedule learningRate, @Default("0") double weightDecay)
    implements ElementwiseOptimizer {
  /** Checks the arguments. */
  public Sgd {
    Hyperparameters.checkDecay(weightDecay);
  }

  /** With a constant rate. */
  public Sgd(double learningRate) {
    this(new Constant(learningRate));
  }

  /** Without weight decay. */
  public Sgd(Schedule learningRate) {
    this(learningRate, 0);
  }

  @Override
  public double highestUsualRate() {
    return Hyperparameters.MOST_OF_GRADIENTS;
  }

  @Override
  public int moments() {
    return 0;
  }

  @Override
  public boolean keepsWithoutGradient() {
    return weightDecay == 0;
  }

  @Override
  public void step(
      float[] theta, float[] gradient, int from, int to, double rate, OptimizerState state) {
    float eta = (float) rate;
    float decay = (float) weightDecay;
    for (int i = from; i < to; i++) {
      theta[i] -= eta * (gradient[i] + decay * theta[i]);
    }
  }
}
