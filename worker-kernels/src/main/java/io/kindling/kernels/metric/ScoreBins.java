package io.kindling.kernels.metric;

/**
 * The weights of the rows of two classes by score, for what depends on the order of scores alone.
 * The score is the logit of class 1, or of two logits the second less the first.
 *
 * <p>Scores fall into 65,536 bins by the upper 16 bits of the float32, which leave it a precision
 * of 2⁻⁷ at any size; two scores in one bin count as equal. A score that is not a number counts as
 * wrong: below all others in a row of class 1, above them in one of class 0.
 */
final class ScoreBins {
  /** How many there are. */
  static final int BINS = 1 << 16;

  /** Those of class 0, then those of class 1. */
  static final int SUMS = 2 * BINS;

  private ScoreBins() {}

  /** Checks that there are two classes, whether with one output or with two. */
  static void check(Metric metric, int outputs) {
    if (outputs > 2) {
      throw new IllegalArgumentException(
          "%s needs two classes, got %s".formatted(Metric.CATALOGUE.nameOf(metric), outputs));
    }
  }

  static void add(ScoredRows rows, double[] sums, int offset) {
    for (int row = 0; row < rows.rows(); row++) {
      int target = rows.target(row);
      sums[offset + target * BINS + bin(score(rows, row), target)] += rows.weights()[row];
    }
  }

  private static float score(ScoredRows rows, int row) {
    float[] logits = rows.logits();
    return rows.outputs() == 1 ? logits[row] : logits[2 * row + 1] - logits[2 * row];
  }

  /** Bins keep the order of scores; those of ±∞ are neither the first nor the last. */
  private static int bin(float score, int target) {
    if (Float.isNaN(score)) {
      return target == 1 ? 0 : BINS - 1;
    }
    int bits = Float.floatToIntBits(score + 0f); // −0 becomes 0
    int ordered = bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
    return ordered >>> 16;
  }

  static double negatives(double[] sums, int offset, int bin) {
    return sums[offset + bin];
  }

  static double positives(double[] sums, int offset, int bin) {
    return sums[offset + BINS + bin];
  }
}
