package io.kindling.kernels.network;

/** A number made of what a network gives for a row, such as the probability of a class. */
public interface OutputFunction {
  /** The number, of the row of outputs that starts at {@code outputs[from]}. */
  double value(float[] outputs, int from);

  /**
   * Sets {@code gradient[from …]} to its derivatives by the outputs of that row, as many as a row
   * has.
   */
  void derive(float[] outputs, int from, float[] gradient);
}
