package io.kindling.driver.aggregation;

/**
 * The loss of a batch before the division: Σ w · ℓ and Σ w.
 *
 * @param sum Σ w · ℓ
 * @param weight Σ w
 */
public record BatchLoss(double sum, double weight) {
  /** The mean loss; 0 for a batch in which every row weighs 0. */
  public double mean() {
    return weight == 0 ? 0 : sum / weight;
  }

  /** Whether the mean is a number at all. */
  public boolean isFinite() {
    return Double.isFinite(mean());
  }
}
