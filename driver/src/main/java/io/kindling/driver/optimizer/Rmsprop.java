package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5), also centred (Graves 2013) and with momentum. ε
 * stands outside the root, as in PyTorch.
 *
 * @param learningRate η
 * @param rho ρ, how much of the mean square is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 * @param momentum μ, at least 0 and below 1
 * @param centered whether the square of the mean gradient is subtracted from the mean square
 * @param weightDecay λ, at least 0
 */
@Formula("s ← ρ s + (1 − ρ) g²; v ← μ v + g / (√(s − m²) + ε), m = 0 unless centered; θ ← θ − η v")
public record Rmsprop(
    @Default("0.01") Schedule learningRate,
    @Default("0.99") double rho,
    @Default("1e-8") double epsilon,
    @Default("0") double momentum,
    @Default("false") boolean centered,
    @Default("0") double weightDecay)
    implements ElementwiseOptimizer {
  private static final int BLOCK = 512;

  /** Checks the arguments. */
  public Rmsprop {
    Require.inHalfOpen(0, 1, "RMSProp rho", rho);
    Require.above(0, "RMSProp epsilon", epsilon);
    Require.inHalfOpen(0, 1, "RMSProp momentum", momentum);
    Hyperparameters.checkDecay(weightDecay);
  }

  /** Neither centred nor with momentum. */
  public Rmsprop(double learningRate, double rho, double epsilon) {
    this(new Constant(learningRate), rho, epsilon, 0, false, 0);
  }

  @Override
  public double highestUsualRate() {
    return (1 - momentum) * Hyperparameters.MOST_OF_A_STEP;
  }

  @Override
  public int moments() {
    return 1 + (centered ? 1 : 0) + (momentum > 0 ? 1 : 0);
  }

  /** Each part goes over a block that stays in the cache; the gradient becomes the step. */
  @Override
  public void step(
      float[] theta, float[] gradient, int from, int to, double rate, OptimizerState state) {
    float eta = (float) rate;
    for (int first = from; first < to; first += BLOCK) {
      int end = Math.min(first + BLOCK, to);
      normalize(theta, gradient, state, first, end);
      float[] step = momentum > 0 ? accelerate(gradient, state, first, end) : gradient;
      for (int i = first; i < end; i++) {
        theta[i] -= eta * step[i];
      }
    }
  }

  private void normalize(float[] theta, float[] gradient, OptimizerState state, int from, int to) {
    float keep = (float) rho;
    float take = (float) (1 - rho);
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    float[] squares = state.moment(0);
    if (!centered) {
      for (int i = from; i < to; i++) {
        float g = gradient[i] + decay * theta[i];
        squares[i] = Denormals.flushSquare(keep * squares[i] + take * g * g);
        gradient[i] = g / ((float) Math.sqrt(squares[i]) + eps);
      }
      return;
    }
    float[] mean = state.moment(1);
    for (int i = from; i < to; i++) {
      float g = gradient[i] + decay * theta[i];
      squares[i] = Denormals.flushSquare(keep * squares[i] + take * g * g);
      mean[i] = Denormals.flush(keep * mean[i] + take * g);
      float variance = Math.max(squares[i] - mean[i] * mean[i], 0f); // rounding may leave −0.000…1
      gradient[i] = g / ((float) Math.sqrt(variance) + eps);
    }
  }

  private float[] accelerate(float[] step, OptimizerState state, int from, int to) {
    float mu = (float) momentum;
    float[] velocity = state.moment(moments() - 1);
    for (int i = from; i < to; i++) {
      velocity[i] = Denormals.flush(mu * velocity[i] + step[i]);
    }
    return velocity;
  }
}
