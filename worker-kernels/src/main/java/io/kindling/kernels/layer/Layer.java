package io.kindling.kernels.layer;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of one layer. Immutable and without state: sizes and parameter offsets only.
 *
 * <p>Shapes: {@code x} and {@code dx} are (rows, inputs); {@code y} and {@code dy} are (rows,
 * outputs); {@code scratch} has {@link #scratch} values; {@code parameters} and {@code gradient}
 * are the network's whole flat arrays.
 */
public interface Layer {
  /** Values in an input row. */
  int inputs();

  /** Values in an output row. */
  int outputs();

  /** How many values the layer keeps for backward, or works on, besides input and output. */
  default long scratch(int capacity, boolean training) {
    return 0;
  }

  /** Floating-point operations that forward takes for a row, about. */
  default long flops() {
    return outputs();
  }

  /** Whether the layer has parameters. */
  default boolean trainable() {
    return false;
  }

  /** y ← f(x). What backward will need stays in x, y and scratch. */
  void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch);

  /**
   * Given dy, the gradient of the loss by y, <em>sets</em> dx, the gradient by x, and the layer's
   * slices of {@code gradient}, the gradient by its parameters. May overwrite dy.
   *
   * @param dx null when nobody needs the gradient by the input
   */
  void backward(
      Pass pass,
      float[] parameters,
      float[] x,
      float[] y,
      float[] scratch,
      float[] dy,
      float @Nullable [] dx,
      float[] gradient);

  /**
   * After a step, lets running statistics follow those of its batch.
   *
   * @param parameters the running statistics, changed in place
   * @param sum where backward leaves gradients: the batch's means, and Σ (x − mean)²
   * @param rows the number of rows in the batch
   */
  default void updateStatistics(float[] parameters, float[] sum, double rows) {}
}
