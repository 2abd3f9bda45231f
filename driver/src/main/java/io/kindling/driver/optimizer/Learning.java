package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.List;
import java.util.Optional;

/** Parameters that are being learnt, and their moving average if it is wanted. */
public abstract sealed class Learning permits Learner, OuterLearner {
  private final float[] theta;
  private final Optional<WeightAverage> average;
  private double lastRate;

  /**
   * At the start of training.
   *
   * @param theta the parameters, from now on the learner's
   */
  Learning(UpdateRule rule, float[] theta) {
    this.theta = theta;
    this.average = rule.averageDecay().map(decay -> new WeightAverage(decay, theta));
  }

  /**
   * The rate of a step, from 0.
   *
   * @throws InvalidInputException when the schedule, which may be anybody's, gives none that an
   *     optimizer can take
   */
  static double rate(Schedule schedule, long step, List<Double> losses) {
    double rate = schedule.rate(step, losses);
    if (rate >= 0 && Double.isFinite(rate)) {
      return rate;
    }
    throw InvalidInputException.at(
        "learning rate schedule " + Schedule.CATALOGUE.nameOf(schedule),
        "a rate of " + rate + " at step " + step,
        "a finite number of at least 0");
  }

  /** The parameters have changed, last by steps of this learning rate. */
  final void changed(double rate) {
    lastRate = rate;
    average.ifPresent(a -> a.update(theta));
  }

  /** The parameters that gradients are taken at; not a copy: they change with the next step. */
  public final float[] theta() {
    return theta;
  }

  /** The parameters to predict with: their moving average if there is one, else θ; not a copy. */
  public final float[] averagedParameters() {
    return average.map(WeightAverage::value).orElse(theta);
  }

  /** The number of steps taken. */
  public abstract long steps();

  /** The learning rate of the last step. */
  public final double lastRate() {
    return lastRate;
  }
}
