package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.network.NetworkCheck;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ValueHistogram;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters that are being learnt, and their moving average if it is wanted. */
public abstract sealed class Learning permits Learner, OuterLearner {
  private static final String THETA = "theta";
  private static final String LAST_RATE = "last_rate";

  private final ParameterLayout layout;
  private final float[] theta;
  private final Optional<WeightAverage> average;
  private double lastRate;
  private double rateFactor = 1;
  private boolean changing;
  private boolean sumsNext;
  private boolean countsNext;
  private Map<String, Double> gradientSquares = Map.of();
  private Map<String, ValueHistogram> gradientHistograms = Map.of();

  /**
   * At the start of training.
   *
   * @param layout of the parameters
   * @param theta the parameters, from now on the learner's
   */
  Learning(UpdateRule rule, ParameterLayout layout, float[] theta) {
    this.layout = layout;
    this.theta = theta;
    this.average =
        rule.averageDecay().map(decay -> new WeightAverage(decay, theta, layout.changing()));
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

  /** Multiplies the rates of all steps from now on by this, in place of an earlier factor. */
  public final void slowDown(double factor) {
    rateFactor = factor;
  }

  /** The rate of a step of the training's optimizer, from 0. */
  final double slowedRate(Schedule schedule, long step, List<Double> losses) {
    return rateFactor * rate(schedule, step, losses);
  }

  /** The parameters are about to change. */
  final void changing() {
    changing = true;
  }

  /** They have not changed after all. */
  final void unchanged() {
    changing = false;
  }

  /** The parameters have changed, and are finite; last by steps of this learning rate. */
  final void changed(double rate) {
    lastRate = rate;
    average.ifPresent(a -> a.update(theta));
    changing = false;
  }

  /**
   * The gradient is measured in the next step.
   *
   * @param squares whether its squares are summed up
   * @param histograms whether its values are counted
   */
  public final void measureNext(boolean squares, boolean histograms) {
    sumsNext = squares;
    countsNext = histograms;
  }

  /** A step has come to a finite gradient. */
  final void sawGradient(float[] gradient, Ranges changed) {
    if (sumsNext) {
      gradientSquares = ParameterSquares.of(layout, gradient, changed);
      sumsNext = false;
    }
    if (countsNext) {
      gradientHistograms = ParameterHistograms.of(layout, gradient, changed);
      countsNext = false;
    }
  }

  /** The sum of the squares of each parameter's gradient when it was last measured, by its name. */
  public final Map<String, Double> gradientSquares() {
    return gradientSquares;
  }

  /** The sum of the squares of each parameter, by its name. */
  public final Map<String, Double> parameterSquares() {
    return ParameterSquares.of(layout, averagedParameters(), Ranges.first(layout.trainable()));
  }

  /** How each parameter's gradient was distributed when it was last measured, by its name. */
  public final Map<String, ValueHistogram> gradientHistograms() {
    return gradientHistograms;
  }

  /** How the values of each parameter are distributed, by its name. */
  public final Map<String, ValueHistogram> parameterHistograms() {
    return ParameterHistograms.of(layout, averagedParameters(), Ranges.first(layout.trainable()));
  }

  /** The first parameter that is not finite, if there is one: its name and its value. */
  public final Optional<String> firstNonFinite() {
    return NetworkCheck.parameter(layout, theta);
  }

  /**
   * Whether it is between two steps; not, when one was broken off, or left a parameter that is not
   * finite.
   */
  public final boolean isWhole() {
    return !changing;
  }

  /**
   * All that it goes on from.
   *
   * @throws IllegalStateException unless it {@link #isWhole}
   */
  public final LearningState state() {
    if (changing) {
      throw new IllegalStateException(
          "A step was broken off, or went wrong: the parameters are not whole");
    }
    LearningState state = new LearningState();
    state.put(THETA, theta);
    state.put(LAST_RATE, lastRate);
    average.ifPresent(a -> a.save(state));
    saveOptimizers(state);
    return state;
  }

  /**
   * Goes on from there. An optimizer that the state does not know, since it is another kind, starts
   * anew.
   *
   * @throws InvalidInputException when the state is one of other parameters
   */
  public final void restore(LearningState state) {
    state.read(THETA, theta);
    lastRate = state.number(LAST_RATE).doubleValue();
    average.ifPresent(a -> a.restore(state, theta));
    restoreOptimizers(state);
  }

  abstract void saveOptimizers(LearningState state);

  abstract void restoreOptimizers(LearningState state);

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
