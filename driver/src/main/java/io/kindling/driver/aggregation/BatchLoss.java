package io.kindling.driver.aggregation;

/**
 * The loss of a batch before the division: Σ w · ℓ and Σ w.
 *
 * @param sum Σ w · ℓ
 * @param weight Σ w
 */
public record BatchLoss(double sum, double weight) {
  /** The mean loss. */
  public double mean() {
    return sum / weight;
  }

  /** Whether the mean is a number at all. */
  public boolean isFinite() {
    return Double.isFinite(mean());
  }
}
