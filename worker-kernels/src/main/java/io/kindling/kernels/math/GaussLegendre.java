package io.kindling.kernels.math;

/**
 * Gauss-Legendre quadrature on [0, 1]: ∫ f ≈ Σ_k weight_k · f(node_k), which is exact for
 * polynomials of degree 2n − 1. The nodes are the roots of the n-th Legendre polynomial, found by
 * Newton's method from their asymptotic places (Press et al. 2007, "Numerical Recipes", 4.6).
 */
public final class GaussLegendre {
  private static final int MOST_TURNS = 100;
  private static final double PRECISION = 1e-15;

  private final double[] nodes;
  private final double[] weights;

  /**
   * The rule of {@code n} nodes.
   *
   * @throws IllegalArgumentException unless there is at least 1
   */
  public GaussLegendre(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("A quadrature must have at least 1 node, got " + n);
    }
    nodes = new double[n];
    weights = new double[n];
    for (int i = 0; i < (n + 1) / 2; i++) {
      double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double step = 1;
      double slope = 1;
      for (int turn = 0; turn < MOST_TURNS && Math.abs(step) > PRECISION; turn++) {
        double before = 0;
        double value = 1;
        for (int degree = 1; degree <= n; degree++) {
          double next = ((2.0 * degree - 1) * x * value - (degree - 1.0) * before) / degree;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        step = value / slope;
        x -= step;
      }
      nodes[i] = (1 - x) / 2;
      nodes[n - 1 - i] = (1 + x) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
      weights[n - 1 - i] = weights[i];
    }
  }

  /** How many nodes there are. */
  public int size() {
    return nodes.length;
  }

  /** A node; they ascend. */
  public double node(int index) {
    return nodes[index];
  }

  /** Its weight; all together are 1. */
  public double weight(int index) {
    return weights[index];
  }
}
