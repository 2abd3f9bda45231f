package io.kindling.kernels.layer;

import io.kindling.kernels.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of a single row with the weights of a network, with the bits that the row has in a
 * matrix product over a whole block. BLAS computes a product of one row by other code, which rounds
 * otherwise, and a block takes as long as all its rows; so the order in which the block adds is
 * found by trying, and Java adds one row in that. Where it is not found, the row is multiplied in a
 * block.
 *
 * <p>For one thread at a time; {@link #another} shares the weights.
 */
public final class RowProducts {
  private static final long KEY = 0x632BE59BD9B4E019L;
  private static final int FEWEST_SUMS = 32; // fewer may be the same in two orders
  private static final int PROBED_OUTPUTS = 8;
  private static final int SHORTEST_CHUNK = 32;
  private static final int LONGEST_CHUNK = 1024;
  private static final int CHUNK_STEP = 16;
  private static final int[] UNITS = {16, 8, 4, 32};

  private final List<RowProduct> products;

  private RowProducts(List<RowProduct> products) {
    this.products = products;
  }

  /** The same for another thread. */
  public RowProducts another() {
    return new RowProducts(products.stream().map(RowProduct::another).toList());
  }

  /** How many weights a row needs a block for, since their order of sums is not known. */
  public long weightsInBlocks() {
    return products.stream()
        .filter(product -> product instanceof BlockProduct)
        .mapToLong(product -> (long) product.matrix().inputs() * product.matrix().outputs())
        .sum();
  }

  /**
   * Finds in which order blocks are added.
   *
   * @param matrices of the layers that multiply
   * @param rows in a block
   * @param place of the row in it
   */
  public static RowProducts find(
      List<WeightMatrix> matrices, float[] parameters, int rows, int place) {
    return new RowProducts(
        matrices.stream().map(matrix -> product(matrix, parameters, rows, place)).toList());
  }

  private static RowProduct product(WeightMatrix matrix, float[] parameters, int rows, int place) {
    int inputs = matrix.inputs();
    int outputs = matrix.outputs();
    BlockProduct block = new BlockProduct(matrix, rows, place);
    int probed = Math.min(PROBED_OUTPUTS, outputs);
    List<SumOrder> orders = orders(inputs);
    float[] x = new float[inputs];
    float[] y = new float[outputs];
    for (int sums = 0; sums < FEWEST_SUMS && !orders.isEmpty(); sums += probed) {
      for (int i = 0; i < inputs; i++) {
        x[i] = (float) CounterRandom.gaussian(CounterRandom.key(KEY, sums), i);
      }
      block.multiply(x, parameters, y);
      orders.removeIf(order -> !adds(order, matrix, parameters, x, y));
    }
    return orders.isEmpty() ? block : new OrderedProduct(matrix, orders.get(0), parameters);
  }

  private static boolean adds(
      SumOrder order, WeightMatrix matrix, float[] parameters, float[] x, float[] y) {
    for (int output = 0; output < Math.min(PROBED_OUTPUTS, matrix.outputs()); output++) {
      int weights = matrix.offset() + output * matrix.inputs();
      float sum = order.sum(x, 0, parameters, weights, matrix.inputs());
      if (Float.floatToIntBits(sum) != Float.floatToIntBits(y[output])) {
        return false;
      }
    }
    return true;
  }

  /** What is tried: without chunks first, and products that are rounded last. */
  private static List<SumOrder> orders(int inputs) {
    List<SumOrder> orders = new ArrayList<>();
    for (boolean fused : new boolean[] {true, false}) {
      orders.add(new SumOrder(fused, inputs, 1));
      int longest = Math.min(LONGEST_CHUNK, inputs - 1);
      for (int chunk = SHORTEST_CHUNK; chunk <= longest; chunk += CHUNK_STEP) {
        for (int unit : UNITS) {
          orders.add(new SumOrder(fused, chunk, unit));
        }
      }
    }
    return orders;
  }

  /** y ← x Wᵀ for the row at x[0 …] and the weights that lie at {@code weight}. */
  void multiply(int weight, float[] x, float[] parameters, float[] y) {
    for (int i = 0; i < products.size(); i++) {
      if (products.get(i).matrix().offset() == weight) {
        products.get(i).multiply(x, parameters, y);
        return;
      }
    }
    throw new IllegalStateException("no product with the weights at " + weight);
  }
}
