package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.network.Network;
import java.util.List;
import java.util.Optional;

/** Parameters that are being learnt, with all that their next change depends on. */
public final class Learner {
  private final Descent descent;
  private final Schedule schedule;
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
    this.descent = new Descent(network, rule, theta);
    this.schedule = schedule;
    this.average = rule.averageDecay().map(decay -> new WeightAverage(decay, theta));
  }

  /**
   * Takes a step.
   *
   * @param sum the gradient's sum over the batch; overwritten
   * @param losses of the epochs that have ended
   */
  public void step(GradientSum sum, List<Double> losses) {
    lastRate = schedule.rate(steps(), losses);
    descent.step(sum, lastRate);
    average.ifPresent(a -> a.update(theta()));
  }

  /** The parameters that gradients are taken at; not a copy: they change with the next step. */
  public float[] theta() {
    return descent.theta();
  }

  /** The parameters to predict with: their average, if there is one; not a copy. */
  public float[] result() {
    return average.map(WeightAverage::value).orElse(theta());
  }

  /** The number of steps taken. */
  public long steps() {
    return descent.state().steps();
  }

  /** The learning rate of the last step. */
  public double lastRate() {
    return lastRate;
  }
}
