package io.kindling.driver.optimizer;

/**
 * An optimizer that changes each parameter by the gradient and the moments of that parameter alone,
 * so that it can take a step in some ranges of the parameters and give there what it would give in
 * a step of all. Ranges that do not overlap may be stepped at the same time, by several threads: of
 * the state, a step changes nothing but its moments there.
 */
public interface ElementwiseOptimizer extends Optimizer {
  /**
   * Whether a parameter and its moments stay as they are, to the bit, where the gradient is +0.
   * Then only the touched rows of a table need a step; moments that decay and weight decay need it
   * everywhere.
   */
  default boolean keepsWithoutGradient() {
    return false;
  }

  /**
   * {@link Optimizer#step} in a range of the parameters.
   *
   * @param from the first of them
   * @param to one past the last
   */
  void step(float[] theta, float[] gradient, int from, int to, double rate, OptimizerState state);

  @Override
  default void step(float[] theta, float[] gradient, double rate, OptimizerState state) {
    step(theta, gradient, 0, state.parameters(), rate, state);
  }
}
