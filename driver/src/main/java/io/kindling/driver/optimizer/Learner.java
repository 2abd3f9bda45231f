package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.parameter.ParameterLayout;
import java.util.List;
import java.util.Optional;

/** Parameters that are being learnt, with all that their next change depends on. */
public final class Learner {
  private final Network network;
  private final ParameterLayout layout;
  private final UpdateRule rule;
  private final Schedule schedule;
  private final float[] theta;
  private final OptimizerState state;
  private final Optional<WeightAverage> average;
  private double lastRate;

  /**
   * A learner at the start of training.
   *
   * @param schedule the learning rate, for as many steps as the training has; that of the rule's
   *     optimizer, but for experiments with the rate
   * @param theta the parameters, from now on the learner's
   */
  public Learner(Network network, UpdateRule rule, Schedule schedule, float[] theta) {
    this.network = network;
    this.layout = network.parameters();
    this.rule = rule;
    this.schedule = schedule;
    this.theta = theta;
    this.state = rule.optimizer().initialState(layout);
    this.average = rule.averageDecay().map(decay -> new WeightAverage(decay, theta));
  }

  /**
   * Takes a step.
   *
   * @param sum the gradient's sum over the batch; overwritten
   * @param losses of the epochs that have ended
   */
  public void step(GradientSum sum, List<Double> losses) {
    float[] gradient = sum.gradient();
    int parameters = layout.trainable();
    divide(gradient, parameters, sum.weight());
    rule.penalty().addGradient(theta, gradient, layout);
    rule.clipping().ifPresent(clipping -> clipping.clip(gradient, parameters));
    lastRate = schedule.rate(state.steps(), losses);
    rule.optimizer().step(theta, gradient, lastRate, state);
    network.updateStatistics(theta, gradient, (double) sum.rows());
    average.ifPresent(a -> a.update(theta));
  }

  private static void divide(float[] gradient, int parameters, double weight) {
    float factor = weight == 0 ? 0 : (float) (1 / weight); // no row of the batch may count
    for (int i = 0; i < parameters; i++) {
      gradient[i] *= factor;
    }
  }

  /** The parameters that gradients are taken at; not a copy: they change with the next step. */
  public float[] theta() {
    return theta;
  }

  /** The parameters to predict with: their average, if there is one; not a copy. */
  public float[] result() {
    return average.map(WeightAverage::value).orElse(theta);
  }

  /** The number of steps taken. */
  public long steps() {
    return state.steps();
  }

  /** The learning rate of the last step. */
  public double lastRate() {
    return lastRate;
  }
}
