package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;

/**
 * For each class or label the weights of three kinds of rows: true positives, which have it and are
 * predicted to; predicted positives; actual positives. A row without a decision is predicted to
 * have none. The last of the sums says whether there are labels, each a question of its own.
 */
final class PositiveCounts {
  private static final int TRUE = 0;
  private static final int PREDICTED = 1;
  private static final int ACTUAL = 2;
  private static final int EACH = 3;

  /** Precision, recall, or something between. */
  @FunctionalInterface
  interface Measure {
    double of(double truePositives, double predictedPositives, double actualPositives);
  }

  private PositiveCounts() {}

  static long sums(int outputs) {
    return (long) EACH * classes(outputs) + 1;
  }

  private static int classes(int outputs) {
    return Math.max(outputs, 2);
  }

  static void add(ScoredRows rows, double[] sums, int offset) {
    boolean labels = rows.loss().task() == Task.MULTILABEL;
    sums[offset + EACH * classes(rows.outputs())] += labels ? rows.rows() : 0;
    for (int row = 0; row < rows.rows(); row++) {
      float weight = rows.weights()[row];
      if (labels) {
        addLabels(rows, row, weight, sums, offset);
      } else {
        addClass(rows.decision(row), rows.target(row), weight, sums, offset);
      }
    }
  }

  private static void addClass(int predicted, int actual, float weight, double[] sums, int offset) {
    sums[offset + EACH * actual + ACTUAL] += weight;
    if (predicted == Loss.UNDECIDED) {
      return;
    }
    sums[offset + EACH * predicted + TRUE] += predicted == actual ? weight : 0;
    sums[offset + EACH * predicted + PREDICTED] += weight;
  }

  private static void addLabels(ScoredRows rows, int row, float weight, double[] sums, int offset) {
    for (int label = 0; label < rows.outputs(); label++) {
      boolean predicted = rows.predicts(row, label);
      boolean actual = rows.targets()[row * rows.outputs() + label] == 1;
      int at = offset + EACH * label;
      sums[at + TRUE] += predicted && actual ? weight : 0;
      sums[at + PREDICTED] += predicted ? weight : 0;
      sums[at + ACTUAL] += actual ? weight : 0;
    }
  }

  /**
   * Of two classes the value for class 1; of more, the mean over those that have rows or are
   * predicted; of labels, the mean over all.
   */
  static double mean(double[] sums, int offset, int outputs, Measure measure) {
    boolean labels = sums[offset + EACH * classes(outputs)] > 0;
    int count = labels ? outputs : classes(outputs);
    boolean all = labels || count == 2;
    int first = !labels && count == 2 ? 1 : 0;
    double sum = 0;
    int counted = 0;
    for (int i = first; i < count; i++) {
      int at = offset + EACH * i;
      if (all || sums[at + PREDICTED] > 0 || sums[at + ACTUAL] > 0) {
        sum += measure.of(sums[at + TRUE], sums[at + PREDICTED], sums[at + ACTUAL]);
        counted++;
      }
    }
    return sum / counted;
  }

  /** The ratio; 0 of nothing. */
  static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
