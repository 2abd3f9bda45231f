package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Require;

/**
 * An exponential moving average of the parameters, which often predicts better than the last ones
 * (Polyak and Juditsky 1992): a ← d a + (1 − d) θ after each step, with d = min(decay, (1 + t) /
 * (10 + t)) in step t, so that the average forgets the start soon.
 */
public final class WeightAverage {
  private static final String AVERAGE = "average";
  private static final String STEPS = "average.steps";

  private final double decay;
  private final float[] average;
  private final int changing;
  private long steps;

  /** An average that starts at {@code theta}, all of which may change. */
  public WeightAverage(double decay, float[] theta) {
    this(decay, theta, theta.length);
  }

  /**
   * An average that starts at {@code theta}.
   *
   * @param decay d, above 0 and below 1
   * @param changing how many of the parameters may change; they come first
   */
  public WeightAverage(double decay, float[] theta, int changing) {
    this.changing = changing;
    this.decay = checked(decay);
    this.average = theta.clone();
  }

  /** Returns the decay if it is in range. */
  public static double checked(double decay) {
    return Require.inOpen(0, 1, "Average decay", decay);
  }

  /** Takes in the parameters after a step. */
  public void update(float[] theta) {
    steps++;
    float take = (float) (1 - Math.min(decay, (1.0 + steps) / (10.0 + steps)));
    for (int i = 0; i < changing; i++) {
      average[i] += take * (theta[i] - average[i]);
    }
  }

  void save(LearningState state) {
    state.put(AVERAGE, average);
    state.put(STEPS, steps);
  }

  /** Goes on from there, or from the parameters where there was no average. */
  void restore(LearningState state, float[] theta) {
    if (state.has(STEPS)) {
      state.read(AVERAGE, average);
      steps = state.number(STEPS).longValue();
    } else {
      System.arraycopy(theta, 0, average, 0, average.length);
    }
  }

  /** The average; not a copy: it changes with the next update. */
  public float[] value() {
    return average;
  }
}
