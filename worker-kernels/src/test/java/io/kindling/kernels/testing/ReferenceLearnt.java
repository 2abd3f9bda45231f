package io.kindling.kernels.testing;

import java.util.Arrays;

/** Layers with parameters of their own kind, in double precision. */
final class ReferenceLearnt {
  private ReferenceLearnt() {}

  /** y = x for x > 0, else slope · x. */
  record Slopes(int units, int slope) implements ReferenceLayer {
    @Override
    public double[][] forward(double[][] x, double[] theta) {
      double[][] y = new double[x.length][units];
      for (int row = 0; row < x.length; row++) {
        for (int i = 0; i < units; i++) {
          y[row][i] = x[row][i] * (x[row][i] > 0 ? 1 : theta[slope + i]);
        }
      }
      return y;
    }

    @Override
    public double[][] backward(
        double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
      double[][] dx = new double[x.length][units];
      for (int row = 0; row < x.length; row++) {
        for (int i = 0; i < units; i++) {
          dx[row][i] = dy[row][i] * (x[row][i] > 0 ? 1 : theta[slope + i]);
          gradient.add(slope + i, x[row][i] > 0 ? 0 : dy[row][i] * x[row][i]);
        }
      }
      return dx;
    }

    @Override
    public double nearestKink(double[][] x) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] row : x) {
        for (double value : row) {
          nearest = Math.min(nearest, Math.abs(value));
        }
      }
      return nearest;
    }
  }

  /** The largest of the pieces that {@code affine} computes, piece after piece. */
  record Largest(FullyConnected affine, int units, int pieces) implements ReferenceLayer {
    @Override
    public double[][] forward(double[][] x, double[] theta) {
      double[][] z = affine.forward(x, theta);
      double[][] y = new double[x.length][units];
      for (int row = 0; row < x.length; row++) {
        for (int unit = 0; unit < units; unit++) {
          y[row][unit] = z[row][best(z[row], unit)];
        }
      }
      return y;
    }

    private int best(double[] z, int unit) {
      int best = unit;
      for (int piece = 1; piece < pieces; piece++) {
        best = z[piece * units + unit] > z[best] ? piece * units + unit : best;
      }
      return best;
    }

    @Override
    public double[][] backward(
        double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
      double[][] z = affine.forward(x, theta);
      double[][] dz = new double[x.length][pieces * units];
      for (int row = 0; row < x.length; row++) {
        for (int unit = 0; unit < units; unit++) {
          dz[row][best(z[row], unit)] = dy[row][unit];
        }
      }
      return affine.backward(x, dz, theta, gradient);
    }

    @Override
    public double nearestKink(double[][] x, double[] theta) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] z : affine.forward(x, theta)) {
        for (int unit = 0; unit < units; unit++) {
          int best = best(z, unit);
          for (int piece = 0; piece < pieces; piece++) {
            int other = piece * units + unit;
            nearest = other == best ? nearest : Math.min(nearest, z[best] - z[other]);
          }
        }
      }
      return nearest;
    }
  }

  /** A row of the table for each value. */
  record Table(int dimensions, int weight) implements ReferenceLayer {
    @Override
    public double[][] forward(double[][] x, double[] theta) {
      double[][] y = new double[x.length][x[0].length * dimensions];
      for (int row = 0; row < x.length; row++) {
        for (int i = 0; i < y[row].length; i++) {
          y[row][i] = theta[place(x[row], i)];
        }
      }
      return y;
    }

    private int place(double[] x, int output) {
      int category = (int) x[output / dimensions];
      return weight + category * dimensions + output % dimensions;
    }

    @Override
    public double[][] backward(
        double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
      for (int row = 0; row < x.length; row++) {
        for (int i = 0; i < dy[row].length; i++) {
          gradient.add(place(x[row], i), dy[row][i]);
        }
      }
      return new double[x.length][x[0].length];
    }
  }

  /** y_i = exp(x_i) / Σ_j exp(x_j). */
  record Normalized() implements ReferenceLayer {
    @Override
    public double[][] forward(double[][] x, double[] theta) {
      double[][] y = new double[x.length][x[0].length];
      for (int row = 0; row < x.length; row++) {
        double sum = 0;
        for (double value : x[row]) {
          sum += Math.exp(value);
        }
        for (int i = 0; i < y[row].length; i++) {
          y[row][i] = Math.exp(x[row][i]) / sum;
        }
      }
      return y;
    }

    @Override
    public double[][] backward(
        double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
      double[][] y = forward(x, theta);
      double[][] dx = new double[x.length][x[0].length];
      for (int row = 0; row < x.length; row++) {
        for (int i = 0; i < dx[row].length; i++) {
          for (int j = 0; j < dx[row].length; j++) {
            dx[row][i] += dy[row][j] * y[row][j] * ((i == j ? 1 : 0) - y[row][i]);
          }
        }
      }
      return dx;
    }
  }

  /** Some neighbouring values. */
  record Part(int from, int to) implements ReferenceLayer {
    @Override
    public double[][] forward(double[][] x, double[] theta) {
      double[][] y = new double[x.length][];
      for (int row = 0; row < x.length; row++) {
        y[row] = Arrays.copyOfRange(x[row], from, to);
      }
      return y;
    }

    @Override
    public double[][] backward(
        double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
      double[][] dx = new double[x.length][x[0].length];
      for (int row = 0; row < x.length; row++) {
        System.arraycopy(dy[row], 0, dx[row], from, to - from);
      }
      return dx;
    }
  }
}
