package io.kindling.kernels.loss;

import io.kindling.kernels.spec.Formula;

/** The absolute error, summed over outputs; its derivative at 0 is taken as 0. */
@Formula("Σ_i |y_i − t_i|")
public record AbsoluteError() implements RegressionLoss {
  @Override
  public double loss(double output, double target) {
    return Math.abs(output - target);
  }

  @Override
  public double derivative(double output, double target) {
    return Math.signum(output - target);
  }
}
