package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * A random orthogonal matrix times a gain: W Wᵀ = gain² I, or Wᵀ W where there are more rows than
 * columns (Saxe, McClelland and Ganguli 2014). The rows, or columns, of a normal random matrix are
 * orthogonalised by the modified Gram-Schmidt method, twice, in double precision. Takes O(n³) for
 * an n × n matrix. The first dimension counts as rows, the others together as columns.
 *
 * @param gain above 0
 */
@Formula("gain · Q, Q random with Q Qᵀ = I")
public record Orthogonal(@Default("1") double gain) implements Initializer {
  /** Checks the gain. */
  public Orthogonal {
    Require.above(0, "Orthogonal gain", gain);
  }

  /** With gain 1. */
  public Orthogonal() {
    this(1);
  }

  @Override
  public void fill(float[] parameters, ParameterSlice slice, long key) {
    int rows = slice.shape().dimensions().get(0);
    int columns = slice.length() / rows;
    boolean wide = rows <= columns;
    double[][] basis = basis(Math.min(rows, columns), Math.max(rows, columns), key);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double value = wide ? basis[row][column] : basis[column][row];
        parameters[slice.offset() + row * columns + column] = (float) (gain * value);
      }
    }
  }

  private static double[][] basis(int vectors, int length, long key) {
    double[][] basis = new double[vectors][length];
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < length; j++) {
        basis[i][j] = CounterRandom.gaussian(key, (long) i * length + j);
      }
      for (int pass = 0; pass < 2; pass++) { // once leaves rounding errors of its own
        for (int earlier = 0; earlier < i; earlier++) {
          add(basis[i], basis[earlier], -dot(basis[i], basis[earlier]));
        }
      }
      scale(basis[i], 1 / Math.sqrt(dot(basis[i], basis[i])));
    }
    return basis;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] a, double[] b, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  private static void scale(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }
}
