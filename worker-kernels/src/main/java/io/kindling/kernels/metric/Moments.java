package io.kindling.kernels.metric;

/**
 * Σ w, the mean and Σ w (x − mean)² of weighted values x, in {@value #EACH} neighbouring places of
 * an array. They stay exact to rounding however far the mean is from 0, where Σ w x² − (Σ w x)² / Σ
 * w would cancel. Rows are added by West 1979, and sums merged by Chan, Golub and LeVeque 1979.
 */
public final class Moments {
  /** How many places they take. */
  public static final int EACH = 3;

  private static final int WEIGHT = 0;
  private static final int MEAN = 1;
  private static final int SQUARES = 2;

  private Moments() {}

  /** Adds a value to the moments at {@code sums[at]}; a weight of 0 changes nothing. */
  public static void add(double[] sums, int at, double weight, double value) {
    if (weight == 0) {
      return;
    }
    sums[at + WEIGHT] += weight;
    double off = value - sums[at + MEAN];
    sums[at + MEAN] += off * (weight / sums[at + WEIGHT]);
    sums[at + SQUARES] += weight * off * (value - sums[at + MEAN]);
  }

  /** Adds the moments at {@code others[at]} to those at {@code sums[at]}. */
  public static void merge(double[] sums, double[] others, int at) {
    double weight = others[at + WEIGHT];
    if (weight == 0) {
      return;
    }
    double before = sums[at + WEIGHT];
    double share = weight / (before + weight);
    double off = others[at + MEAN] - sums[at + MEAN];
    sums[at + WEIGHT] = before + weight;
    sums[at + MEAN] += off * share;
    sums[at + SQUARES] += others[at + SQUARES] + off * off * before * share;
  }

  /** Σ w of the moments at {@code sums[at]}. */
  public static double weight(double[] sums, int at) {
    return sums[at + WEIGHT];
  }

  /** The mean Σ w x / Σ w; 0 of nothing. */
  public static double mean(double[] sums, int at) {
    return sums[at + MEAN];
  }

  /** Σ w (x − mean)², exactly 0 where all values are the same. */
  public static double squares(double[] sums, int at) {
    return sums[at + SQUARES];
  }
}
