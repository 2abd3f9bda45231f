package io.kindling.kernels.testing;

import java.util.Arrays;

/** Small operations on (rows, columns) in double precision. */
final class ReferenceArrays {
  private ReferenceArrays() {}

  static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][];
    for (int row = 0; row < a.length; row++) {
      sum[row] = a[row].clone();
      for (int i = 0; i < a[row].length; i++) {
        sum[row][i] += b[row][i];
      }
    }
    return sum;
  }

  static double[][] sideBySide(double[][] a, double[][] b) {
    double[][] joined = new double[a.length][];
    for (int row = 0; row < a.length; row++) {
      joined[row] = Arrays.copyOf(a[row], a[row].length + b[row].length);
      System.arraycopy(b[row], 0, joined[row], a[row].length, b[row].length);
    }
    return joined;
  }

  static double[][] columns(double[][] a, int from, int count) {
    double[][] columns = new double[a.length][];
    for (int row = 0; row < a.length; row++) {
      columns[row] = Arrays.copyOfRange(a[row], from, from + count);
    }
    return columns;
  }
}
