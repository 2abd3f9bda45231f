package io.kindling.partitioning.reading;

/**
 * The least and the greatest number of each feature, in double precision, and the most that a
 * number loses as float32: max |x − (float) x|. Numbers that are missing are left out; bytes are
 * not looked at.
 */
public final class FeatureRanges {
  private final double[] min;
  private final double[] max;
  private final double[] rounding;

  /** Takes over the arrays: a least, a greatest and a lost part for each feature. */
  public FeatureRanges(double[] min, double[] max, double[] rounding) {
    this.min = min;
    this.max = max;
    this.rounding = rounding;
  }

  /** How many features there are. */
  public int features() {
    return min.length;
  }

  /** The least number of a feature; ∞ for none. */
  public double min(int feature) {
    return min[feature];
  }

  /** The greatest number of a feature; −∞ for none. */
  public double max(int feature) {
    return max[feature];
  }

  /** The most that a number of a feature loses as float32. */
  public double rounding(int feature) {
    return rounding[feature];
  }

  /** Greatest less least number; not above 0 for a constant, or none. */
  public double range(int feature) {
    return max[feature] - min[feature];
  }
}
