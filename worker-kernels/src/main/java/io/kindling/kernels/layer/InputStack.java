package io.kindling.kernels.layer;

/**
 * Rows of several passes, one pass behind the other, which are multiplied at once by the weights of
 * the layer that takes them. BLAS packs the weights anew for each product, which is a sixth of the
 * time that one of 64 rows takes. Each pass then takes its share of the products.
 */
public final class InputStack {
  /** With as many rows, packing the weights takes next to nothing. */
  private static final int ENOUGH_ROWS = 256;

  /** What is stacked should stay in a core's second-level cache. */
  private static final int MOST_VALUES = 1 << 18;

  private final WeightMatrix weights;
  private final float[] rows; // (room, inputs)
  private final float[] products; // (room, outputs)
  private int first; // row of the pass at hand
  private boolean multiplied;

  /**
   * A stack.
   *
   * @param rows (room, inputs)
   * @param room for how many rows
   */
  public InputStack(WeightMatrix weights, float[] rows, int room) {
    this.weights = weights;
    this.rows = rows;
    this.products = new float[Math.multiplyExact(room, weights.outputs())];
  }

  /**
   * How many passes are worth stacking, at least 1.
   *
   * @param rows of a pass
   * @param weights that multiply them
   */
  public static int passes(int rows, WeightMatrix weights) {
    int values = Math.max(weights.inputs(), weights.outputs());
    return Math.max(1, Math.min(ENOUGH_ROWS, MOST_VALUES / values) / rows);
  }

  /** Whether so many passes of so many rows have the bits that each has alone. */
  public boolean isExact(int rows, int passes) {
    return StackedProduct.isExact(weights.outputs(), weights.inputs(), rows, passes);
  }

  /** Multiplies the first {@code count} rows, for the passes that follow. */
  public void multiply(int count, float[] parameters) {
    weights.multiply(count, rows, 0, parameters, products);
    multiplied = true;
  }

  /** Starts a pass over the rows from {@code row} on, which may have been multiplied. */
  public void startAt(int row) {
    first = row;
  }

  /** Starts anew: the next pass begins at the first row, and nothing is multiplied. */
  public void clear() {
    first = 0;
    multiplied = false;
  }

  /** y ← x Wᵀ for the rows of the pass. */
  void forward(int count, float[] parameters, float[] y) {
    int outputs = weights.outputs();
    if (multiplied) {
      System.arraycopy(products, first * outputs, y, 0, count * outputs);
    } else {
      weights.multiply(count, rows, firstValue(), parameters, y);
    }
  }

  /** Where the rows of the pass start in x. */
  int firstValue() {
    return first * weights.inputs();
  }
}
