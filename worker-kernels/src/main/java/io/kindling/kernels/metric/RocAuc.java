package io.kindling.kernels.metric;

import io.kindling.kernels.spec.Formula;

/**
 * The area under the receiver operating characteristic: the probability that a row of class 1 has a
 * larger score than one of class 0, where equal ones count half (Hanley and McNeil 1982). The score
 * is the logit of class 1. It is undefined where all rows are of one class.
 *
 * <p>Scores that agree in the upper 16 bits of the float32 count as equal ({@code ScoreBins}). So
 * the value is off by at most ½ Σ_bins P_b N_b / (P N), with P_b and N_b the weights of the two
 * classes in a bin: the share of pairs that a bin does not tell apart, halved. It is reported as
 * {@code roc_auc_error_bound}.
 */
@Formula("P(score of class 1 > score of class 0) + P(equal) / 2")
public record RocAuc() implements BinnedArea {
  @Override
  public String whyUndefined() {
    return "the rows have one class only";
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    double below = 0;
    double positives = 0;
    double pairs = 0;
    double ties = 0;
    for (int bin = 0; bin < ScoreBins.BINS; bin++) {
      double negative = ScoreBins.negatives(sums, offset, bin);
      double positive = ScoreBins.positives(sums, offset, bin);
      pairs += positive * (below + negative / 2);
      ties += positive * negative / 2;
      below += negative;
      positives += positive;
    }
    evaluation.put(valueName(), pairs / (positives * below));
    if (positives * below > 0) {
      evaluation.put("roc_auc_error_bound", ties / (positives * below));
    }
  }
}
