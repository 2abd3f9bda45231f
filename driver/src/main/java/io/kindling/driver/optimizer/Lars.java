package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * LARS (You, Gitman and Ginsburg 2017), for large batches: momentum with a rate for each layer's
 * weights in proportion to ‖θ‖ / ‖g‖. Biases and scales take the plain rate and no decay.
 *
 * @param learningRate η
 * @param momentum μ, at least 0 and below 1
 * @param trust τ, how much a layer is trusted to change, above 0
 * @param weightDecay λ, at least 0
 */
@Formula("q = τ ‖θ‖ / (‖g‖ + λ ‖θ‖) for each layer's weights; v ← μ v + η q (g + λ θ); θ ← θ − v")
public record Lars(
    @Default("0.1") Schedule learningRate,
    @Default("0.9") double momentum,
    @Default("0.001") double trust,
    @Default("0") double weightDecay)
    implements Optimizer {
  /** Checks the arguments. */
  public Lars {
    Require.inHalfOpen(0, 1, "Momentum", momentum);
    Require.above(0, "LARS trust", trust);
    Hyperparameters.checkDecay(weightDecay);
  }

  /** With a constant rate and the other defaults. */
  public Lars(double learningRate) {
    this(new Constant(learningRate), 0.9, 0.001, 0);
  }

  @Override
  public double highestUsualRate() {
    return (1 - momentum) / trust; // where steps change a layer by its own norm
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(float[] theta, float[] gradient, double rate, OptimizerState state) {
    for (ParameterSlice slice : state.slices()) {
      boolean weight = slice.kind() == ParameterKind.WEIGHT;
      double ofLayer = weight ? trust(theta, gradient, slice) : 1;
      float decay = weight ? (float) weightDecay : 0f;
      step(theta, gradient, (float) (rate * ofLayer), decay, state.moment(0), slice);
    }
  }

  private double trust(float[] theta, float[] gradient, ParameterSlice slice) {
    double ofTheta = Norms.of(theta, slice.offset(), slice.end());
    double ofGradient = Norms.of(gradient, slice.offset(), slice.end());
    double divisor = ofGradient + weightDecay * ofTheta;
    return ofTheta > 0 && divisor > 0 ? trust * ofTheta / divisor : 1;
  }

  private void step(
      float[] theta,
      float[] gradient,
      float eta,
      float decay,
      float[] velocity,
      ParameterSlice slice) {
    float mu = (float) momentum;
    for (int i = slice.offset(); i < slice.end(); i++) {
      float change = eta * (gradient[i] + decay * theta[i]);
      velocity[i] = Denormals.flush(mu * velocity[i] + change);
      theta[i] -= velocity[i];
    }
  }
}
