package io.kindling.driver.optimizer;

/**
 * What an optimizer remembers from step to step: moments in the parameters' layout, and a count.
 */
public final class OptimizerState {
  private final float[][] moments;
  private long steps;

  OptimizerState(int moments, int parameters) {
    this.moments = new float[moments][parameters];
  }

  /** A moment, such as Adam's mean of gradients; not a copy. */
  public float[] moment(int index) {
    return moments[index];
  }

  /** The number of steps taken. */
  public long steps() {
    return steps;
  }

  /** Counts a step and returns its number, from 1. */
  long nextStep() {
    return ++steps;
  }
}
