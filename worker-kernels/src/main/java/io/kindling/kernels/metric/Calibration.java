package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Arrays;
import java.util.Set;

/**
 * How often what is given a probability is true: the reliability diagram (DeGroot and Fienberg
 * 1983). Of two classes it is about the probability of class 1, of more classes about that of the
 * predicted one (Guo et al. 2017), of labels about those of all labels.
 *
 * <p>It is a matrix with a row for each of {@value #BINS} equal ranges of probability from 0 to 1,
 * and three columns: the weight of what falls there, its mean probability, and the share of it that
 * is true; these two are NaN where nothing does.
 */
@Formula("for each range of p: Σ w, Σ w · p / Σ w, Σ w · [true] / Σ w")
public record Calibration() implements Metric {
  /** Ranges of probability. */
  public static final int BINS = 20;

  private static final int SUMS_IN_BIN = 3;

  @Override
  public Aim aim() {
    return Aim.NONE;
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.MULTICLASS, Task.MULTILABEL);
  }

  @Override
  public long sums(int outputs) {
    return (long) BINS * SUMS_IN_BIN;
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    Probabilities probabilities = rows.probabilities();
    boolean labels = rows.loss().task() == Task.MULTILABEL;
    for (int row = 0; row < rows.rows(); row++) {
      double weight = rows.weights()[row];
      if (labels) {
        for (int label = 0; label < rows.outputs(); label++) {
          boolean isTrue = rows.targets()[row * rows.outputs() + label] > 0;
          add(sums, offset, weight, probabilities.of(row, label), isTrue);
        }
      } else if (probabilities.classes() == 2) {
        add(sums, offset, weight, probabilities.of(row, 1), rows.target(row) == 1);
      } else {
        int predicted = Math.max(0, rows.decision(row)); // NaN, which is in no range, if undecided
        add(sums, offset, weight, probabilities.of(row, predicted), rows.target(row) == predicted);
      }
    }
  }

  private static void add(
      double[] sums, int offset, double weight, double probability, boolean isTrue) {
    if (Double.isNaN(probability)) {
      return;
    }
    int bin = Math.min(BINS - 1, (int) (probability * BINS));
    int at = offset + bin * SUMS_IN_BIN;
    sums[at] += weight;
    sums[at + 1] += weight * probability;
    sums[at + 2] += isTrue ? weight : 0;
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    double[][] matrix = new double[BINS][];
    for (int bin = 0; bin < BINS; bin++) {
      int at = offset + bin * SUMS_IN_BIN;
      matrix[bin] = Arrays.copyOfRange(sums, at, at + SUMS_IN_BIN);
      matrix[bin][1] /= sums[at];
      matrix[bin][2] /= sums[at];
    }
    evaluation.put(valueName(), matrix);
  }
}
