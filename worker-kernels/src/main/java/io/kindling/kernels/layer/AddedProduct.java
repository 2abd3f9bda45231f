package io.kindling.kernels.layer;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.Transpose;
import io.kindling.kernels.random.CounterRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether BLAS, asked for C ← AᵀB + C, gives the bits of AᵀB, added to C. It does where it sums up
 * all rows before it looks at C, which is found by trying: OpenBLAS does for up to some hundred
 * rows, and takes more in chunks, each of which it adds to C.
 */
final class AddedProduct {
  private static final long KEY = 0x51F15EEDA2B7C3D9L;

  /** With more rows, a product takes so long that adding up afterwards costs next to nothing. */
  private static final int MOST_ROWS = 256;

  private static final int FEWEST_SUMS = 4096; // fewer may be the same in two orders
  private static final Map<AddedProduct.Shape, Boolean> FOUND = new ConcurrentHashMap<>();

  private record Shape(int outputs, int inputs, int rows) {}

  private AddedProduct() {}

  /** For A of (rows, outputs) and B of (rows, inputs). */
  static boolean isExact(int outputs, int inputs, int rows) {
    return rows <= MOST_ROWS
        && Noise.hasRoom(outputs, inputs)
        && FOUND.computeIfAbsent(new Shape(outputs, inputs, rows), AddedProduct::found);
  }

  private static boolean found(Shape shape) {
    int sums = shape.outputs * shape.inputs;
    for (int draw = 0; draw == 0 || draw * sums < FEWEST_SUMS; draw++) {
      if (!isExact(shape, CounterRandom.key(KEY, draw))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExact(Shape shape, long key) {
    float[] a = Noise.of(shape.rows * shape.outputs, CounterRandom.key(key, 1));
    float[] b = Noise.of(shape.rows * shape.inputs, CounterRandom.key(key, 2));
    float[] added = Noise.of(shape.outputs * shape.inputs, CounterRandom.key(key, 3));
    float[] sum = added.clone();
    float[] product = new float[sum.length];
    Blas blas = Blas.get();
    blas.gemm(
        Transpose.YES,
        Transpose.NO,
        shape.outputs,
        shape.inputs,
        shape.rows,
        a,
        0,
        b,
        0,
        product,
        0);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += product[i];
    }
    blas.addGemm(
        Transpose.YES, Transpose.NO, shape.outputs, shape.inputs, shape.rows, a, 0, b, 0, added, 0);
    return Arrays.equals(sum, added);
  }
}
