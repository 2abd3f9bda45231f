package io.kindling.kernels.layer;

/**
 * What one pass through the network has in common for all layers.
 *
 * @param rows the number of rows, at least 1
 * @param training whether layers behave as in training (dropout drops) or as in evaluation
 * @param randomKey what this pass's random numbers are drawn from; the same key draws the same
 */
public record Pass(int rows, boolean training, long randomKey) {
  /** A pass in training mode. */
  public static Pass training(int rows, long randomKey) {
    return new Pass(rows, true, randomKey);
  }

  /** A pass in evaluation mode. */
  public static Pass evaluation(int rows) {
    return new Pass(rows, false, 0);
  }
}
