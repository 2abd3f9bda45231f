package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.parameter.ParameterLayout;
import java.util.List;

/**
 * Parameters and the state of the optimizer that changes them, step after step: on the driver those
 * of the model, on an executor those of a replica.
 */
public final class ParameterUpdate {
  private final Network network;
  private final ParameterLayout layout;
  private final UpdateRule rule;
  private final float[] theta;
  private final OptimizerState state;

  /**
   * Before its first step.
   *
   * @param theta the parameters, from now on owned by this
   */
  public ParameterUpdate(Network network, UpdateRule rule, float[] theta) {
    this.network = network;
    this.layout = network.parameters();
    this.rule = rule;
    this.theta = theta;
    this.state = rule.optimizer().initialState(layout);
  }

  /**
   * Takes a step.
   *
   * @param sum the gradient's sum over the batch; overwritten
   * @param rate the learning rate
   */
  public void step(GradientSum sum, double rate) {
    float[] gradient = sum.gradient();
    int parameters = layout.trainable();
    divide(gradient, parameters, sum.weight());
    rule.penalty().addGradient(theta, gradient, layout);
    rule.clipping().ifPresent(clipping -> clipping.clip(gradient, parameters));
    state.nextStep();
    rule.optimizer().step(theta, gradient, rate, state);
    network.updateStatistics(theta, gradient, (double) sum.rows());
  }

  /** Turns the first {@code count} weighted sums into means; into 0 where no row counts. */
  static void divide(float[] sums, int count, double weight) {
    float factor = weight == 0 ? 0 : (float) (1 / weight);
    for (int i = 0; i < count; i++) {
      sums[i] *= factor;
    }
  }

  /**
   * Starts again elsewhere.
   *
   * @param from the parameters; copied
   * @param moments those of the optimizer; copied. None for those before the first step
   * @param progress how far the optimizer is
   */
  public void restart(float[] from, List<float[]> moments, OptimizerState.Progress progress) {
    System.arraycopy(from, 0, theta, 0, theta.length);
    state.restart(moments, progress);
  }

  /** The parameters; not a copy: they change with the next step. */
  public float[] theta() {
    return theta;
  }

  /** The optimizer's state; not a copy. */
  public OptimizerState state() {
    return state;
  }
}
