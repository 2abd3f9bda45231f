package io.kindling.kernels.layer;

import java.util.Optional;

/**
 * The arithmetic of one layer. Immutable and without state: sizes and parameter offsets only; every
 * array comes from the caller's {@link LayerBuffers}.
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

  /** The weights that it multiplies dense rows by, where it is a layer that does. */
  default Optional<WeightMatrix> matrix() {
    return Optional.empty();
  }

  /** Whether the layer has parameters. */
  default boolean trainable() {
    return false;
  }

  /**
   * How many categories there are, where each input value is the number of one of them, from 0; 0
   * where inputs are other numbers. Such a layer gives equally many outputs for each input value,
   * one behind the other, and those of an input value depend on it alone.
   */
  default int categories() {
    return 0;
  }

  /** Which input value an output value is, unchanged; −1 for one that is computed. */
  default int passed(int output) {
    return -1;
  }

  /** Whether it can take sparse rows, {@link SparseRows}, instead of x. */
  default boolean takesSparse() {
    return false;
  }

  /** Whether it can take its rows from an {@link InputStack} of its {@link #matrix}. */
  default boolean takesStack() {
    return false;
  }

  /**
   * The layer that computes {@code following} in the same pass, behind this one; nothing where it
   * cannot.
   */
  default Optional<Layer> fusedWith(LayerSpec following) {
    return Optional.empty();
  }

  /** What the layer computes in the same pass behind itself. */
  default Optional<LayerSpec> fused() {
    return Optional.empty();
  }

  /**
   * y ← f(x), where x is (rows, inputs) and y is (rows, outputs). What backward will need stays in
   * x, y and scratch.
   */
  void forward(Pass pass, LayerBuffers buffers);

  /**
   * Given dy (rows, outputs), the gradient of the loss by y, <em>sets</em> dx (rows, inputs), the
   * gradient by x, unless that is null, and the layer's slices of the gradient by the parameters.
   * May overwrite dy.
   */
  void backward(Pass pass, LayerBuffers buffers);

  /**
   * Whether backward can also add the gradient of so many rows to one that is there, with the bits
   * that both have when they are added up afterwards.
   *
   * @param rows of the pass
   */
  default boolean addsGradient(int rows) {
    return !trainable();
  }

  /**
   * After a step, moves running statistics towards those of its batch.
   *
   * @param parameters the network's flat array, whose running statistics change in place
   * @param sum an array of the same layout, with the batch's means and Σ (x − mean)² where backward
   *     leaves them
   * @param rows the number of rows in the batch
   */
  default void updateStatistics(float[] parameters, float[] sum, double rows) {}
}
