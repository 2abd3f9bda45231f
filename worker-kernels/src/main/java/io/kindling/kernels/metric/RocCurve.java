package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * The receiver operating characteristic: for each threshold of the score, which share of the rows
 * that are not of a class is taken for it, and which share of those that are. Of two classes there
 * is the curve of class 1, of more classes and of labels one for each against all others.
 *
 * <p>It is a matrix with two rows of {@value #BINS} + 1 columns for each curve, false positive rate
 * and true positive rate, from the highest threshold to the lowest; NaN where the rows have none of
 * either kind. The score is the logit of the probability in steps of ⅛ from −16 to 16, so points of
 * the curve are exact, and those between two steps are left out.
 */
@Formula("(Σ w · [not i, s > t] / Σ w · [not i], Σ w · [i, s > t] / Σ w · [i]) for each t")
public record RocCurve() implements Metric {
  /** The most curves that are drawn. */
  public static final int MOST_CURVES = 100;

  static final int BINS = LogitBins.BINS;

  @Override
  public Aim aim() {
    return Aim.NONE;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.MULTICLASS, Task.MULTILABEL);
  }

  @Override
  public void check(Loss loss, int outputs) {
    Metric.super.check(loss, outputs);
    if (outputs > MOST_CURVES) {
      throw new IllegalArgumentException(
          "roc_curve draws at most %s curves, got %s".formatted(MOST_CURVES, outputs));
    }
  }

  /** As many for one label as for the two classes of one output. */
  private static int curves(int outputs) {
    return Math.max(1, outputs);
  }

  @Override
  public long sums(int outputs) {
    return 2L * BINS * curves(outputs);
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    Probabilities probabilities = rows.probabilities();
    boolean labels = rows.loss().task() == Task.MULTILABEL;
    for (int row = 0; row < rows.rows(); row++) {
      for (int curve = 0; curve < curves(rows.outputs()); curve++) {
        int of = rows.outputs() == 1 && !labels ? 1 : curve;
        double probability = probabilities.of(row, of);
        if (!Double.isNaN(probability)) {
          boolean isOf =
              labels ? rows.targets()[row * rows.outputs() + curve] > 0 : rows.target(row) == of;
          int at = 2 * BINS * curve + (isOf ? BINS : 0) + LogitBins.of(probability);
          sums[offset + at] += rows.weights()[row];
        }
      }
    }
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    // Of two outputs, the curve of class 0 is that of class 1 turned round.
    int first = outputs == 2 ? 1 : 0;
    double[][] matrix = new double[2 * (curves(outputs) - first)][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = shares(sums, offset + (2 * first + i) * BINS);
    }
    evaluation.put(valueName(), matrix);
  }

  /** The shares of the weight in each bin and those above it, from none to all. */
  private static double[] shares(double[] sums, int from) {
    double[] above = new double[BINS + 1];
    for (int i = 0; i < BINS; i++) {
      above[i + 1] = above[i] + sums[from + BINS - 1 - i];
    }
    double all = above[BINS];
    for (int i = 0; i <= BINS; i++) {
      above[i] /= all;
    }
    return above;
  }
}
