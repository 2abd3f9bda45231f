package io.kindling.kernels.loss;

import io.kindling.kernels.spec.Formula;

/**
 * The squared error, summed over outputs (PyTorch's mean squared error divides by their number).
 */
@Formula("Σ_i (y_i − t_i)²")
public record SquaredError() implements RegressionLoss {
  @Override
  public double loss(double output, double target) {
    return (output - target) * (output - target);
  }

  @Override
  public double derivative(double output, double target) {
    return 2 * (output - target);
  }
}
