package io.kindling.driver.optimizer;

/**
 * Keeps moments out of the denormal numbers, with which processors compute a hundred times more
 * slowly. The moments of a weight whose input is nearly always 0 would decay into them.
 */
final class Denormals {
  private static final float TINY = 1e-30f;

  private Denormals() {}

  /** The value to the nearest 1e-37 or so: what is larger than 1e-22 does not change at all. */
  static float flush(float value) {
    return (value + TINY) - TINY;
  }
}
