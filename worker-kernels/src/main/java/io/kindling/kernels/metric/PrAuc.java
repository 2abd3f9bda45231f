package io.kindling.kernels.metric;

import io.kindling.kernels.spec.Formula;

/**
 * The area under the curve of precision over recall, as average precision: over the distinct scores
 * from the largest down, the precision of calling positive all rows of at least that score, times
 * the recall that the score adds. Nothing is interpolated between the points, as that would be too
 * optimistic (Davis and Goadrich 2006); scikit-learn's {@code average_precision_score} is the same.
 * The score is the logit of class 1. It is undefined where no row is of class 1.
 *
 * <p>Scores that agree in the upper 16 bits of the float32 count as equal ({@code ScoreBins}). With
 * T and F the weights of classes 1 and 0 above a bin that holds P_b and N_b, the rows of class 1 in
 * it have, whatever their order, a mean precision of at most (T + P_b) / (T + P_b + F), if they
 * come first, and at least 1 / P_b · ∫_0^{P_b} (T + p) / (T + p + F + N_b) dp, if they come last.
 * The sums of what lies between these and the value used bound the error; the larger one is
 * reported as {@code pr_auc_error_bound}.
 */
@Formula("Σ_n (recall_n − recall_{n−1}) · precision_n, n over scores from the largest down")
public record PrAuc() implements BinnedArea {
  @Override
  public String whyUndefined() {
    return "no row is of class 1";
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    double truePositives = 0;
    double falsePositives = 0;
    double area = 0;
    double most = 0;
    double least = 0;
    for (int bin = ScoreBins.BINS - 1; bin >= 0; bin--) {
      double positive = ScoreBins.positives(sums, offset, bin);
      double negative = ScoreBins.negatives(sums, offset, bin);
      if (positive > 0) {
        double found = truePositives + positive;
        area += positive * found / (found + falsePositives + negative);
        most += positive * found / (found + falsePositives);
        least += afterNegatives(truePositives, positive, falsePositives + negative);
      }
      truePositives += positive;
      falsePositives += negative;
    }
    evaluation.put(valueName(), area / truePositives);
    if (truePositives > 0) {
      evaluation.put("pr_auc_error_bound", Math.max(most - area, area - least) / truePositives);
    }
  }

  /** ∫_0^positive (T + p) / (T + p + F) dp. */
  private static double afterNegatives(
      double truePositives, double positive, double falsePositives) {
    return falsePositives == 0
        ? positive
        : positive - falsePositives * Math.log1p(positive / (truePositives + falsePositives));
  }
}
