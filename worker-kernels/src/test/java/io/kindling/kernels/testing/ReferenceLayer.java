package io.kindling.kernels.testing;

import java.util.function.DoubleUnaryOperator;

/** A layer in double precision, by its definition and one value at a time. */
interface ReferenceLayer {
  /** The outputs (rows, outputs) of the rows {@code x} (rows, inputs). */
  double[][] forward(double[][] x, double[] theta);

  /** Adds the gradient by the parameters to {@code gradient}; returns the gradient by {@code x}. */
  double[][] backward(double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient);

  /** How near {@code x} comes to a value at which the layer has no derivative. */
  default double nearestKink(double[][] x) {
    return Double.POSITIVE_INFINITY;
  }

  /** The same, for layers in which it depends on the parameters. */
  default double nearestKink(double[][] x, double[] theta) {
    return nearestKink(x);
  }

  /** y_u = Σ_i w_ui x_i + b_u, with w at {@code weight} and b, if any, at {@code bias}. */
  record FullyConnected(int inputs, int units, int weight, int bias) implements ReferenceLayer {
    static final int NO_BIAS = -1;

    @Override
    public double[][] forward(double[][] x, double[] theta) {
      double[][] y = new double[x.length][units];
      for (int row = 0; row < x.length; row++) {
        for (int unit = 0; unit < units; unit++) {
          y[row][unit] = bias == NO_BIAS ? 0 : theta[bias + unit];
          for (int i = 0; i < inputs; i++) {
            y[row][unit] += theta[weight + unit * inputs + i] * x[row][i];
          }
        }
      }
      return y;
    }

    @Override
    public double[][] backward(
        double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
      double[][] dx = new double[x.length][inputs];
      for (int row = 0; row < x.length; row++) {
        for (int unit = 0; unit < units; unit++) {
          if (bias != NO_BIAS) {
            gradient.add(bias + unit, dy[row][unit]);
          }
          for (int i = 0; i < inputs; i++) {
            gradient.add(weight + unit * inputs + i, dy[row][unit] * x[row][i]);
            dx[row][i] += dy[row][unit] * theta[weight + unit * inputs + i];
          }
        }
      }
      return dx;
    }
  }

  /** y = f(x) for each value, with the derivative told from x. */
  record PerValue(DoubleUnaryOperator f, DoubleUnaryOperator derivative, boolean kinkAtZero)
      implements ReferenceLayer {
    @Override
    public double[][] forward(double[][] x, double[] theta) {
      double[][] y = new double[x.length][x[0].length];
      for (int row = 0; row < x.length; row++) {
        for (int i = 0; i < x[row].length; i++) {
          y[row][i] = f.applyAsDouble(x[row][i]);
        }
      }
      return y;
    }

    @Override
    public double[][] backward(
        double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
      double[][] dx = new double[x.length][x[0].length];
      for (int row = 0; row < x.length; row++) {
        for (int i = 0; i < x[row].length; i++) {
          dx[row][i] = dy[row][i] * derivative.applyAsDouble(x[row][i]);
        }
      }
      return dx;
    }

    @Override
    public double nearestKink(double[][] x) {
      double nearest = Double.POSITIVE_INFINITY;
      if (kinkAtZero) {
        for (double[] row : x) {
          for (double value : row) {
            nearest = Math.min(nearest, Math.abs(value));
          }
        }
      }
      return nearest;
    }
  }

  /** y = x · m, with m from the mask. */
  record Masked(double rate, int layer, DropoutMask mask) implements ReferenceLayer {
    @Override
    public double[][] forward(double[][] x, double[] theta) {
      double[][] y = new double[x.length][x[0].length];
      for (int row = 0; row < x.length; row++) {
        for (int i = 0; i < x[row].length; i++) {
          y[row][i] = x[row][i] * mask.multiplier(rate, layer, row * x[row].length + i);
        }
      }
      return y;
    }

    @Override
    public double[][] backward(
        double[][] x, double[][] dy, double[] theta, ReferenceGradient gradient) {
      return forward(dy, theta);
    }
  }
}
