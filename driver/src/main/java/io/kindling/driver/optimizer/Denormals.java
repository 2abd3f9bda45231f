package io.kindling.driver.optimizer;

/**
 * Keeps moments out of the denormal numbers, with which processors compute ten times more slowly.
 * The moments of a weight whose input is nearly always 0, as at the edge of a picture, would decay
 * into them.
 */
final class Denormals {
  // Decay gets stuck some units in the last place of these above 0: at 1e-27, which a learning rate
  // does not make denormal, and at 1e-35, of which the root is taken.
  private static final float SMALL = 1e-20f;
  private static final float SMALL_SQUARE = 1e-30f;

  private Denormals() {}

  /** A mean of gradients, to the nearest 1e-27; above 1e-13 it does not change at all. */
  static float flush(float mean) {
    return (mean + SMALL) - SMALL;
  }

  /** A mean of squares, to the nearest 1e-37; above 1e-22 it does not change at all. */
  static float flushSquare(float mean) {
    return (mean + SMALL_SQUARE) - SMALL_SQUARE;
  }
}
