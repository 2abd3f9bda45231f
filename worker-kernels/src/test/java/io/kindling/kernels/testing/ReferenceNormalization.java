package io.kindling.kernels.testing;

/** Normalisation in double precision: of each unit over the rows, or of each row over its units. */
record ReferenceNormalization(int units, int scale, int shift, double epsilon, boolean overRows)
    implements ReferenceLayer {

  @Override
  public double[][] forward(double[][] x, double[] theta) {
    double[][] normalized = normalized(x);
    double[][] y = new double[x.length][units];
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < units; i++) {
        y[row][i] = theta[scale + i] * normalized[row][i] + theta[shift + i];
      }
    }
    return y;
  }

  @Override
  public double[][] backward(
      double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
    double[][] normalized = normalized(x);
    double[][] dNormalized = new double[x.length][units];
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < units; i++) {
        gradient.add(scale + i, dy[row][i] * normalized[row][i]);
        gradient.add(shift + i, dy[row][i]);
        dNormalized[row][i] = dy[row][i] * theta[scale + i];
      }
    }
    double[][] dx = new double[x.length][units];
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < units; i++) {
        dx[row][i] = derivative(x, normalized, dNormalized, row, i);
      }
    }
    return dx;
  }

  /**
   * Σ_j g_j ∂x̂_j/∂x_i over the group of x_i: ∂x̂_j/∂x_i = (δ_ij − 1/n − x̂_i x̂_j / n) /
   * deviation.
   */
  private double derivative(double[][] x, double[][] normalized, double[][] g, int row, int i) {
    int n = group(x);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double same = j == (overRows ? row : i) ? 1 : 0;
      double other = at(normalized, row, i, j);
      sum += at(g, row, i, j) * (same - 1.0 / n - normalized[row][i] * other / n);
    }
    return sum / deviation(x, row, i);
  }

  private double[][] normalized(double[][] x) {
    double[][] normalized = new double[x.length][units];
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < units; i++) {
        normalized[row][i] = (x[row][i] - mean(x, row, i)) / deviation(x, row, i);
      }
    }
    return normalized;
  }

  private double mean(double[][] x, int row, int i) {
    double sum = 0;
    for (int j = 0; j < group(x); j++) {
      sum += at(x, row, i, j);
    }
    return sum / group(x);
  }

  private double deviation(double[][] x, int row, int i) {
    double mean = mean(x, row, i);
    double sum = 0;
    for (int j = 0; j < group(x); j++) {
      sum += (at(x, row, i, j) - mean) * (at(x, row, i, j) - mean);
    }
    return Math.sqrt(sum / group(x) + epsilon);
  }

  private int group(double[][] x) {
    return overRows ? x.length : units;
  }

  /** Element j of the group that (row, i) belongs to. */
  private double at(double[][] values, int row, int i, int j) {
    return overRows ? values[j][i] : values[row][j];
  }
}
