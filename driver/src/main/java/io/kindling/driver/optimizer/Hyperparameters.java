package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Require;

/** Checks that several optimizers share. */
final class Hyperparameters {
  /**
   * The most that steps of about the rate's size, whatever the gradient is, may change parameters
   * by: weights begin at about one divided by the root of the units before them.
   */
  static final double MOST_OF_A_STEP = 0.1;

  /** The most of gradients that steps may take: range tests of small networks end at about this. */
  static final double MOST_OF_GRADIENTS = 5;

  private Hyperparameters() {}

  static void checkDecay(double weightDecay) {
    Require.atLeast(0.0, "Weight decay", weightDecay);
  }

  /** Checks the arguments of Adam and its variants. */
  static void checkAdam(
      String name, double beta1, double beta2, double epsilon, double weightDecay) {
    Require.inHalfOpen(0, 1, name + " beta1", beta1);
    Require.inHalfOpen(0, 1, name + " beta2", beta2);
    Require.above(0, name + " epsilon", epsilon);
    checkDecay(weightDecay);
  }
}
