package io.kindling.kernels.layer;

import io.kindling.kernels.math.WeightedSums;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The products of a dense layer whose input is sparse. W is (units, inputs), so a column of it is
 * scattered over memory; the columns that occur in a batch are copied, an array for each, and
 * multiplied from there. On the way back the same arrays take the gradient.
 *
 * <p>Each y[r, u] is b[u], then the entries of row r are added in ascending order of their columns;
 * each dW[u, c] is 0, then the entries of column c are added in ascending order of their rows. So
 * the bits depend on the batch alone. They are others than those of a dense product.
 */
final class SparseProduct {
  private static final int COLUMNS_AT_ONCE = 64;

  private final SparseRows x;
  private final int units;
  private final float[][] dz; // (capacity, units); none for evaluation
  private final int[] allRows;
  private final float[] ones;
  private final float[] sum;
  private float[][] columns = new float[0][]; // (columns that occur, units)

  /** Buffers for a layer of {@code units} units. */
  SparseProduct(SparseRows x, int units, int capacity, boolean training) {
    this.x = x;
    this.units = units;
    this.dz = new float[training ? capacity : 0][units];
    this.allRows = IntStream.range(0, dz.length).toArray();
    this.ones = new float[dz.length];
    Arrays.fill(ones, 1f);
    this.sum = new float[units];
  }

  /** y ← x Wᵀ + b. {@code bias} may be {@link DenseLayer#NO_BIAS}. */
  void forward(int rows, float[] parameters, int weight, int bias, float[] y) {
    if (rows != x.rows()) {
      throw new IllegalArgumentException(
          "The pass is over %s rows, and the input has %s".formatted(rows, x.rows()));
    }
    SparseColumns occurring = x.byColumn();
    reserve(occurring.count());
    copyWeights(occurring, parameters, weight);
    for (int row = 0; row < rows; row++) {
      if (bias == DenseLayer.NO_BIAS) {
        Arrays.fill(sum, 0f);
      } else {
        System.arraycopy(parameters, bias, sum, 0, units);
      }
      int from = x.rowStart(row);
      int to = x.rowStart(row + 1);
      WeightedSums.add(sum, columns, occurring.numberOfEntry(), x.values(), from, to);
      System.arraycopy(sum, 0, y, row * units, units);
    }
  }

  /**
   * dW ← dzᵀ x, 0 in the columns that do not occur, and db ← Σ_rows dz. Where the pass is to mark
   * the columns of W that it touches, it gives these alone, one after another.
   */
  void backward(Pass pass, float[] dy, int weight, int bias) {
    int rows = pass.rows();
    float[] gradient = pass.gradient();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(dy, row * units, dz[row], 0, units);
    }
    if (bias != DenseLayer.NO_BIAS) {
      Arrays.fill(sum, 0f);
      WeightedSums.add(sum, dz, allRows, ones, 0, rows);
      System.arraycopy(sum, 0, gradient, bias, units);
    }
    SparseColumns occurring = x.byColumn();
    for (int i = 0; i < occurring.count(); i++) {
      Arrays.fill(columns[i], 0f);
      int to = occurring.start(i + 1);
      WeightedSums.add(
          columns[i], dz, occurring.rows(), occurring.values(), occurring.start(i), to);
    }
    BitSet touched = pass.touchedLines(weight);
    if (touched == null) {
      Arrays.fill(gradient, weight, weight + units * x.width(), 0f);
      setGradient(occurring, gradient, weight);
    } else {
      setLines(occurring, touched, pass.roomForLines(weight, occurring.count()));
    }
  }

  private void setLines(SparseColumns occurring, BitSet touched, float[] lines) {
    for (int i = 0; i < occurring.count(); i++) {
      touched.set(occurring.column(i));
      System.arraycopy(columns[i], 0, lines, i * units, units);
    }
  }

  private void reserve(int count) {
    if (columns.length >= count) {
      return;
    }
    int before = columns.length;
    columns = Arrays.copyOf(columns, Math.min(x.width(), Math.max(count, 2 * before)));
    for (int i = before; i < columns.length; i++) {
      columns[i] = new float[units];
    }
  }

  /** A few columns at a time, unit by unit, since neighbouring columns share lines of the cache. */
  private void copyWeights(SparseColumns occurring, float[] parameters, int weight) {
    for (int first = 0; first < occurring.count(); first += COLUMNS_AT_ONCE) {
      int end = Math.min(first + COLUMNS_AT_ONCE, occurring.count());
      for (int unit = 0; unit < units; unit++) {
        int row = weight + unit * x.width();
        for (int i = first; i < end; i++) {
          columns[i][unit] = parameters[row + occurring.column(i)];
        }
      }
    }
  }

  private void setGradient(SparseColumns occurring, float[] gradient, int weight) {
    for (int first = 0; first < occurring.count(); first += COLUMNS_AT_ONCE) {
      int end = Math.min(first + COLUMNS_AT_ONCE, occurring.count());
      for (int unit = 0; unit < units; unit++) {
        int row = weight + unit * x.width();
        for (int i = first; i < end; i++) {
          gradient[row + occurring.column(i)] = columns[i][unit];
        }
      }
    }
  }
}
