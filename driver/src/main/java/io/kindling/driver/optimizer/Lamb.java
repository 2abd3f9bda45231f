package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;

/**
 * LAMB (You et al. 2020), for large batches: Adam's direction with decoupled decay, for each
 * layer's weights as long as the weights are. Biases and scales take Adam's own length and no
 * decay.
 *
 * @param learningRate η
 * @param beta1 β₁, how much of the mean is kept, at least 0 and below 1
 * @param beta2 β₂, how much of the mean square is kept, at least 0 and below 1
 * @param epsilon ε, above 0
 * @param weightDecay λ, at least 0
 */
@Formula("r = m̂ / (√v̂ + ε) + λ θ; θ ← θ − η ‖θ‖ / ‖r‖ · r for each layer's weights")
public record Lamb(
    @Default("0.001") Schedule learningRate,
    @Default("0.9") double beta1,
    @Default("0.999") double beta2,
    @Default("1e-6") double epsilon,
    @Default("0") double weightDecay)
    implements Optimizer {
  /** Checks the arguments. */
  public Lamb {
    Hyperparameters.checkAdam("LAMB", beta1, beta2, epsilon, weightDecay);
  }

  /** With a constant rate and the other defaults. */
  public Lamb(double learningRate) {
    this(new Constant(learningRate), 0.9, 0.999, 1e-6, 0);
  }

  @Override
  public double highestUsualRate() {
    return 1; // where a step changes a layer by its own norm
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(float[] theta, float[] gradient, double rate, OptimizerState state) {
    double t = (double) state.steps();
    for (ParameterSlice slice : state.slices()) {
      boolean weight = slice.kind() == ParameterKind.WEIGHT;
      direct(theta, gradient, t, weight ? (float) weightDecay : 0f, state, slice);
      double ofTheta = Norms.of(theta, slice.offset(), slice.end());
      double ofStep = Norms.of(gradient, slice.offset(), slice.end());
      boolean scaled = weight && ofTheta > 0 && ofStep > 0;
      float eta = (float) (scaled ? rate * ofTheta / ofStep : rate);
      for (int i = slice.offset(); i < slice.end(); i++) {
        theta[i] -= eta * gradient[i];
      }
    }
  }

  /** Turns the gradient into the direction r. */
  private void direct(
      float[] theta,
      float[] gradient,
      double t,
      float decay,
      OptimizerState state,
      ParameterSlice slice) {
    float correction = (float) (1 / (1 - Math.pow(beta1, t)));
    float rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(beta2, t)));
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float eps = (float) epsilon;
    float[] mean = state.moment(0);
    float[] square = state.moment(1);
    for (int i = slice.offset(); i < slice.end(); i++) {
      float g = gradient[i];
      float m = Denormals.flush(keep1 * mean[i] + take1 * g);
      float v = Denormals.flushSquare(keep2 * square[i] + take2 * g * g);
      mean[i] = m;
      square[i] = v;
      gradient[i] =
          correction * m / ((float) Math.sqrt(v) * rootCorrection + eps) + decay * theta[i];
    }
  }
}
