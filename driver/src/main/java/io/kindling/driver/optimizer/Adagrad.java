package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * AdaGrad (Duchi, Hazan and Singer 2011): the more a parameter has moved, the slower it moves. ε
 * stands outside the root, as in PyTorch.
 *
 * @param learningRate η
 * @param epsilon ε, above 0
 * @param weightDecay λ, at least 0
 */
@Formula("s ← s + g²; θ ← θ − η g / (√s + ε)")
public record Adagrad(
    @Default("0.01") Schedule learningRate,
    @Default("1e-10") double epsilon,
    @Default("0") double weightDecay)
    implements ElementwiseOptimizer {
  /** Checks the arguments. */
  public Adagrad {
    Require.above(0, "Adagrad epsilon", epsilon);
    Hyperparameters.checkDecay(weightDecay);
  }

  /** With a constant rate and the other defaults. */
  public Adagrad(double learningRate) {
    this(new Constant(learningRate), 1e-10, 0);
  }

  @Override
  public double highestUsualRate() {
    // Only its first steps are as large as the rate.
    return Hyperparameters.MOST_OF_GRADIENTS;
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public boolean keepsWithoutGradient() {
    return weightDecay == 0;
  }

  @Override
  public void step(
      float[] theta, float[] gradient, int from, int to, double rate, OptimizerState state) {
    float eta = (float) rate;
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    float[] squares = state.moment(0);
    for (int i = from; i < to; i++) {
      float g = gradient[i] + decay * theta[i];
      squares[i] += g * g;
      theta[i] -= eta * g / ((float) Math.sqrt(squares[i]) + eps);
    }
  }
}
