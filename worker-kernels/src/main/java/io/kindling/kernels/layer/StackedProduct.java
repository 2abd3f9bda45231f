package io.kindling.kernels.layer;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;
import io.kindling.kernels.random.CounterRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the rows of several passes, multiplied by weights at once, have the bits that each pass
 * has alone. They have where BLAS adds up in an order that does not depend on the number of rows,
 * which is found by trying: OpenBLAS has other code for small products.
 */
final class StackedProduct {
  private static final long KEY = 0x3C6EF372FE94F82BL;
  private static final int FEWEST_SUMS = 4096; // fewer may be the same in two orders
  private static final Map<Shape, Boolean> FOUND = new ConcurrentHashMap<>();

  private record Shape(int outputs, int inputs, int rows, int passes) {}

  private StackedProduct() {}

  /** For passes of so many rows each, (rows, inputs), and weights (outputs, inputs). */
  static boolean isExact(int outputs, int inputs, int rows, int passes) {
    return Noise.hasRoom(outputs, inputs)
        && FOUND.computeIfAbsent(new Shape(outputs, inputs, rows, passes), StackedProduct::found);
  }

  private static boolean found(Shape shape) {
    int sums = shape.passes * shape.rows * shape.outputs;
    for (int draw = 0; draw == 0 || (long) draw * sums < FEWEST_SUMS; draw++) {
      if (!isExact(shape, CounterRandom.key(KEY, draw))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExact(Shape shape, long key) {
    int rows = shape.passes * shape.rows;
    float[] x = Noise.of(rows * shape.inputs, CounterRandom.key(key, 1));
    float[] weights = Noise.of(shape.outputs * shape.inputs, CounterRandom.key(key, 2));
    float[] stacked = new float[rows * shape.outputs];
    multiply(shape, rows, x, 0, weights, stacked, 0);
    float[] alone = new float[stacked.length];
    for (int row = 0; row < rows; row += shape.rows) {
      multiply(shape, shape.rows, x, row * shape.inputs, weights, alone, row * shape.outputs);
    }
    return Arrays.equals(stacked, alone);
  }

  private static void multiply(
      Shape shape, int rows, float[] x, int from, float[] weights, float[] y, int to) {
    Blas.get()
        .gemm(
            Transpose.NO,
            Transpose.YES,
            rows,
            shape.outputs,
            shape.inputs,
            x,
            from,
            weights,
            0,
            y,
            to);
  }
}
