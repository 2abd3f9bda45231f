package io.kindling.kernels.gradient;

import io.kindling.kernels.reduction.Mergeable;
import java.util.Arrays;

/**
 * Σ_rows w · ∂ℓ/∂θ with its Σ_rows w · ℓ and Σ_rows w. The division of one by the other is left to
 * whoever holds the whole sum, so that it happens once. It travels between processes, under Kryo
 * too, hence no record.
 */
public final class GradientSum implements Mergeable<GradientSum> {
  private static final long serialVersionUID = 1L;

  private final float[] gradient;
  private double loss;
  private double weight;

  /** Room for the gradient of {@code parameters} parameters. */
  public GradientSum(int parameters) {
    this.gradient = new float[parameters];
  }

  /** The sum over no rows. */
  public void clear() {
    Arrays.fill(gradient, 0f);
    setTotals(0, 0);
  }

  /** Sets Σ w · ℓ and Σ w; the gradient is written in place by the kernels. */
  public void setTotals(double loss, double weight) {
    this.loss = loss;
    this.weight = weight;
  }

  /** The gradient, in the parameters' layout; not a copy. */
  public float[] gradient() {
    return gradient;
  }

  /** Σ w · ℓ. */
  public double loss() {
    return loss;
  }

  /** Σ w. */
  public double weight() {
    return weight;
  }

  @Override
  public void merge(GradientSum right) {
    float[] other = right.gradient;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += other[i];
    }
    loss += right.loss;
    weight += right.weight;
  }
}
