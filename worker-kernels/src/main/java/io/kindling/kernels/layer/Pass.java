package io.kindling.kernels.layer;

import java.util.BitSet;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one pass through the network has in common for all layers. */
public final class Pass {
  private final int rows;
  private final boolean training;
  private final long randomKey;
  private final float[] parameters;
  private final @Nullable TouchedArray gradient;
  private final boolean adds;
  private final @Nullable RowProducts products;
  private final @Nullable Supplier<TouchedArray> discarded; // where nothing is learnt

  private Pass(
      int rows,
      boolean training,
      long randomKey,
      float[] parameters,
      @Nullable TouchedArray gradient,
      boolean adds,
      @Nullable RowProducts products,
      @Nullable Supplier<TouchedArray> discarded) {
    this.products = products;
    this.rows = rows;
    this.training = training;
    this.randomKey = randomKey;
    this.parameters = parameters;
    this.gradient = gradient;
    this.adds = adds;
    this.discarded = discarded;
  }

  /**
   * A pass in training mode, forward and backward.
   *
   * @param rows the number of rows, at least 1
   * @param randomKey what this pass's random numbers are drawn from; the same key draws the same
   * @param parameters the network's whole flat array
   * @param gradient where the way back leaves the gradient by them, in their layout
   */
  public static Pass training(int rows, long randomKey, float[] parameters, TouchedArray gradient) {
    return new Pass(rows, true, randomKey, parameters, gradient, false, null, null);
  }

  /**
   * The same, whose way back adds to the gradient that is there: for networks all of whose layers
   * {@linkplain Layer#addsGradient can}.
   */
  public static Pass adding(int rows, long randomKey, float[] parameters, TouchedArray gradient) {
    return new Pass(rows, true, randomKey, parameters, gradient, true, null, null);
  }

  /**
   * A pass in evaluation mode, which has no way back.
   *
   * @param rows the number of rows, at least 1
   * @param parameters the network's whole flat array
   */
  public static Pass evaluation(int rows, float[] parameters) {
    return new Pass(rows, false, 0, parameters, null, false, null, null);
  }

  /**
   * A pass in evaluation mode, forward and backward: layers behave as when rows are scored, and
   * nothing is learnt.
   *
   * @param rows the number of rows, at least 1
   * @param parameters the network's whole flat array
   * @param discarded gives what takes the gradient by the parameters of a layer that computes it
   *     nevertheless
   */
  public static Pass explanation(int rows, float[] parameters, Supplier<TouchedArray> discarded) {
    return new Pass(rows, false, 0, parameters, null, false, null, discarded);
  }

  /**
   * A pass of one row in evaluation mode, with the bits that it has in a pass of a block.
   *
   * @param products of the thread, with the network's weights
   */
  public static Pass ofRow(float[] parameters, RowProducts products) {
    return new Pass(1, false, 0, parameters, null, false, products, null);
  }

  /** What multiplies the only row; null where there may be more. */
  @Nullable RowProducts products() {
    return products;
  }

  /**
   * The same for a layer that is frozen.
   *
   * @param discarded gives what takes the gradient by the parameters of a layer that computes it
   *     nevertheless
   */
  public Pass frozen(Supplier<TouchedArray> discarded) {
    return training
        ? new Pass(rows, true, randomKey, parameters, null, false, null, discarded)
        : this;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** Whether layers behave as in training (dropout drops) or as in evaluation. */
  public boolean training() {
    return training;
  }

  /**
   * Whether the layer's parameters are learnt. Where they are not, nobody needs the gradient by
   * them, and running statistics are used as they are and not followed. A layer need not ask: what
   * it leaves in {@link #gradient()} is thrown away then.
   */
  public boolean learns() {
    return discarded == null;
  }

  /** Whether the gradient is to be added to what is there, and not set. */
  boolean adds() {
    return adds;
  }

  /** What random numbers are drawn from. */
  public long randomKey() {
    return randomKey;
  }

  /** The network's parameters: its whole flat array; not a copy. */
  public float[] parameters() {
    return parameters;
  }

  /** The gradient of the loss by the network's parameters: a whole flat array, too. */
  public float[] gradient() {
    return written().values();
  }

  /**
   * The lines of a table that this pass touches, where the layer is to mark them; null where the
   * gradient of the whole table counts.
   *
   * <p>A line that is marked must start as +0, to which the layer adds. Lines that are not marked
   * hold what earlier passes left, and mean 0.
   *
   * @param table where the table lies among the parameters
   */
  public @Nullable BitSet touchedLines(int table) {
    return written().touchedLines(table);
  }

  /**
   * Room for the gradient of the lines that this pass touches of such a table, one after another in
   * ascending order: where a line's values are scattered over the array, it costs less to leave
   * them there alone.
   *
   * @param lines how many there are; they are to be marked
   */
  float[] roomForLines(int table, int lines) {
    return written().roomForLines(table, lines);
  }

  private TouchedArray written() {
    return discarded != null
        ? discarded.get()
        : Objects.requireNonNull(gradient, "a pass in evaluation mode has no way back");
  }
}
