package io.kindling.kernels.loss;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Half the squared error where it is small and δ times the absolute one where it is large, summed
 * over outputs (Huber 1964).
 *
 * @param delta δ, where one becomes the other, above 0
 */
@Formula("Σ_i (e_i² / 2 if |e_i| ≤ delta, else delta · (|e_i| − delta / 2)), e = y − t")
public record Huber(@Default("1") double delta) implements RegressionLoss {
  /** Checks δ. */
  public Huber {
    Require.above(0, "Huber delta", delta);
  }

  /** With δ = 1. */
  public Huber() {
    this(1);
  }

  @Override
  public double loss(double output, double target) {
    double error = Math.abs(output - target);
    return error <= delta ? error * error / 2 : delta * (error - delta / 2);
  }

  @Override
  public double derivative(double output, double target) {
    return Math.max(-delta, Math.min(delta, output - target));
  }
}
