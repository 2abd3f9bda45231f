package io.kindling.kernels.layer;

import io.kindling.kernels.math.VectorMath;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that a layer works on, each by its name. Made once for each layer of a workspace; of
 * each array the first rows of the pass at hand count.
 */
public final class LayerBuffers {
  /** Values, and the gradient of the loss by them. */
  public static final class Values {
    private final float[] values;
    private final float @Nullable [] gradient;

    /**
     * Two arrays of one shape.
     *
     * @param values (rows, units)
     * @param gradient (rows, units); null where nobody needs it
     */
    public Values(float[] values, float @Nullable [] gradient) {
      this.values = values;
      this.gradient = gradient;
    }
  }

  private final VectorMath math;
  private final Values input;
  private final Values output;
  private final float[] scratch;
  private final @Nullable SparseProduct sparse;
  private final @Nullable InputStack stack;
  private @Nullable LayerBuffers ontoScratch;

  private LayerBuffers(
      VectorMath math,
      Values input,
      Values output,
      float[] scratch,
      @Nullable SparseProduct sparse,
      @Nullable InputStack stack) {
    this.math = math;
    this.input = input;
    this.output = output;
    this.scratch = scratch;
    this.sparse = sparse;
    this.stack = stack;
  }

  /** The arrays of a layer that turns {@code input} into {@code output}. */
  public LayerBuffers(VectorMath math, Values input, Values output, float[] scratch) {
    this(math, input, output, scratch, null, null);
  }

  /** The arrays of a layer that {@linkplain Layer#takesStack() takes} its rows from a stack. */
  public static LayerBuffers ofStack(
      VectorMath math, float[] rows, Values output, float[] scratch, InputStack stack) {
    return new LayerBuffers(math, new Values(rows, null), output, scratch, null, stack);
  }

  /**
   * The arrays of a layer that {@linkplain Layer#takesSparse() takes} sparse rows.
   *
   * @param units values in a row of the output
   * @param capacity the largest number of rows
   */
  public static LayerBuffers ofSparse(
      VectorMath math, SparseRows input, Values output, float[] scratch, int units, int capacity) {
    boolean training = output.gradient != null;
    return new LayerBuffers(
        math,
        new Values(new float[0], null),
        output,
        scratch,
        new SparseProduct(input, units, capacity, training),
        null);
  }

  /** Where the layer's rows stand in x, and their products; null where they are all of x. */
  @Nullable InputStack stack() {
    return stack;
  }

  /** What computes the products with sparse rows; null where the input is dense. */
  @Nullable SparseProduct sparse() {
    return sparse;
  }

  /** What the layer takes: (rows, inputs). Empty where that is sparse. */
  public float[] x() {
    return input.values;
  }

  /** What the layer gives: (rows, outputs). */
  public float[] y() {
    return output.values;
  }

  /** What the layer keeps for the way back, or works on: {@link Layer#scratch} values. */
  public float[] scratch() {
    return scratch;
  }

  /** The gradient of the loss by y: (rows, outputs). */
  public float[] dy() {
    return Objects.requireNonNull(output.gradient, "buffers for evaluation hold no gradient");
  }

  /** The gradient of the loss by x: (rows, inputs); null where nobody needs it. */
  public float @Nullable [] dx() {
    return input.gradient;
  }

  /** Room for vector functions. */
  public VectorMath math() {
    return math;
  }

  /**
   * The arrays of a layer inside this one, which takes the same and leaves what it gives in scratch
   * and finds the gradient by it there.
   */
  public LayerBuffers ontoScratch() {
    if (ontoScratch == null) {
      ontoScratch = new LayerBuffers(math, input, new Values(scratch, scratch), new float[0]);
    }
    return ontoScratch;
  }
}
