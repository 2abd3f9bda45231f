package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * The area under the receiver operating characteristic: the probability that a row of class 1 has a
 * larger score than one of class 0, where equal ones count half (Hanley and McNeil 1982). The score
 * is the logit of class 1.
 *
 * <p>Scores fall into 65,536 bins by the upper 16 bits of the float32, which leave it a precision
 * of 2⁻⁷ at any size; two scores in one bin count as equal. So the value is off by at most ½ Σ_bins
 * P_b N_b / (P N), with P_b and N_b the weights of the two classes in a bin: the share of pairs
 * that a bin does not tell apart, halved. It is reported as {@code roc_auc_error_bound}.
 */
@Formula("P(score of class 1 > score of class 0) + P(equal) / 2")
public record RocAuc() implements Metric {
  private static final int BINS = 1 << 16;

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.CLASSES);
  }

  @Override
  public void check(Loss loss, int outputs) {
    Metric.super.check(loss, outputs);
    if (outputs > 2) {
      throw new IllegalArgumentException("roc_auc needs two classes, got " + outputs);
    }
  }

  @Override
  public int sums(int outputs) {
    return 2 * BINS;
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    for (int row = 0; row < rows.rows(); row++) {
      sums[offset + rows.target(row) * BINS + bin(score(rows, row))] += rows.weights()[row];
    }
  }

  private static float score(ScoredRows rows, int row) {
    float[] logits = rows.logits();
    return rows.outputs() == 1 ? logits[row] : logits[2 * row + 1] - logits[2 * row];
  }

  /** Bins keep the order of scores. */
  private static int bin(float score) {
    int bits = Float.floatToIntBits(score + 0f); // −0 becomes 0
    int ordered = bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
    return ordered >>> 16;
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    double below = 0;
    double positives = 0;
    double pairs = 0;
    double ties = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double negative = sums[offset + bin];
      double positive = sums[offset + BINS + bin];
      pairs += positive * (below + negative / 2);
      ties += positive * negative / 2;
      below += negative;
      positives += positive;
    }
    evaluation.put(valueName(), pairs / (positives * below));
    evaluation.put("roc_auc_error_bound", ties / (positives * below));
  }
}
