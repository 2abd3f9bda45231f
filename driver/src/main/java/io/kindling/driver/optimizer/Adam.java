package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Adam with bias correction (Kingma and Ba 2015, algorithm 1). ε is added to the corrected root, as
 * in the paper and PyTorch; Keras and the paper's "ε̂" form add it before the correction.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, how much of the mean is kept, at least 0 and below 1
 * @param beta2 β₂, how much of the mean square is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 */
@Formula(
    "m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²;"
        + " θ ← θ − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)")
public record Adam(
    @Default("0.001") double learningRate,
    @Default("0.9") double beta1,
    @Default("0.999") double beta2,
    @Default("1e-8") double epsilon)
    implements Optimizer {
  /** Checks the arguments. */
  public Adam {
    Require.above(0, "Learning rate", learningRate);
    Require.inHalfOpen(0, 1, "Adam beta1", beta1);
    Require.inHalfOpen(0, 1, "Adam beta2", beta2);
    Require.above(0, "Adam epsilon", epsilon);
  }

  /** Adam with the paper's other arguments. */
  public Adam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8);
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(float[] theta, float[] gradient, OptimizerState state) {
    double t = (double) state.nextStep();
    float rate = (float) (learningRate / (1 - Math.pow(beta1, t)));
    float rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(beta2, t)));
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float eps = (float) epsilon;
    float[] mean = state.moment(0);
    float[] square = state.moment(1);
    for (int i = 0; i < theta.length; i++) {
      float g = gradient[i];
      float m = keep1 * mean[i] + take1 * g;
      float v = keep2 * square[i] + take2 * g * g;
      mean[i] = m;
      square[i] = v;
      theta[i] -= rate * m / ((float) Math.sqrt(v) * rootCorrection + eps);
    }
  }
}
