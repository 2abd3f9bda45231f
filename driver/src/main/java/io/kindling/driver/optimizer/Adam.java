package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;

/**
 * Adam with bias correction (Kingma and Ba 2015, algorithm 1), also as AMSGrad (Reddi, Kale and
 * Kumar 2018), which divides by the largest mean square so far. ε is added to the corrected root,
 * as in the paper and PyTorch; Keras and the paper's "ε̂" form add it before the correction.
 *
 * @param learningRate η
 * @param beta1 β₁, how much of the mean is kept, at least 0 and below 1
 * @param beta2 β₂, how much of the mean square is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 * @param amsgrad whether to divide by the largest v so far
 * @param weightDecay λ, at least 0
 */
@Formula(
    "m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²;"
        + " θ ← θ − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)")
public record Adam(
    @Default("0.001") Schedule learningRate,
    @Default("0.9") double beta1,
    @Default("0.999") double beta2,
    @Default("1e-8") double epsilon,
    @Default("false") boolean amsgrad,
    @Default("0") double weightDecay)
    implements ElementwiseOptimizer {
  /** Checks the arguments. */
  public Adam {
    Hyperparameters.checkAdam("Adam", beta1, beta2, epsilon, weightDecay);
  }

  /** Adam with a constant rate and the paper's other arguments. */
  public Adam(double learningRate) {
    this(new Constant(learningRate));
  }

  /** Adam with the paper's other arguments. */
  public Adam(Schedule learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, false, 0);
  }

  @Override
  public double highestUsualRate() {
    return Hyperparameters.MOST_OF_A_STEP;
  }

  @Override
  public int moments() {
    return amsgrad ? 3 : 2;
  }

  @Override
  public void step(
      float[] theta, float[] gradient, int from, int to, double rate, OptimizerState state) {
    double t = (double) state.steps();
    float eta = (float) (rate / (1 - Math.pow(beta1, t)));
    float rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(beta2, t)));
    if (amsgrad) {
      stepBelowLargest(theta, gradient, from, to, eta, rootCorrection, state);
      return;
    }
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
      theta[i] -= eta * m / ((float) Math.sqrt(v) * rootCorrection + eps);
    }
  }

  private void stepBelowLargest(
      float[] theta,
      float[] gradient,
      int from,
      int to,
      float eta,
      float rootCorrection,
      OptimizerState state) {
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float eps = (float) epsilon;
    float decay = (float) weightDecay;
    float[] mean = state.moment(0);
    float[] square = state.moment(1);
    float[] largest = state.moment(2);
    for (int i = from; i < to; i++) {
      float g = gradient[i] + decay * theta[i];
      float m = Denormals.flush(keep1 * mean[i] + take1 * g);
      float v = Denormals.flushSquare(keep2 * square[i] + take2 * g * g);
      mean[i] = m;
      square[i] = v;
      largest[i] = Math.max(largest[i], v);
      theta[i] -= eta * m / ((float) Math.sqrt(largest[i]) * rootCorrection + eps);
    }
  }
}
