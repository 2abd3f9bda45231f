package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;

/**
 * For each class or label the weight of rows: told to have it and having it; told to have it;
 * having it. The last of the sums says whether there are labels, each a question of its own.
 */
final class Tallies {
  private static final int HIT = 0;
  private static final int TOLD = 1;
  private static final int TRUE = 2;
  private static final int EACH = 3;

  /** Precision, recall, or something between. */
  @FunctionalInterface
  interface Measure {
    double of(double hit, double told, double having);
  }

  private Tallies() {}

  static int sums(int outputs) {
    return EACH * classes(outputs) + 1;
  }

  private static int classes(int outputs) {
    return Math.max(outputs, 2);
  }

  static void add(ScoredRows rows, double[] sums, int offset) {
    boolean labels = rows.loss().task() == Task.LABELS;
    sums[offset + EACH * classes(rows.outputs())] += labels ? rows.rows() : 0;
    for (int row = 0; row < rows.rows(); row++) {
      float weight = rows.weights()[row];
      if (labels) {
        addLabels(rows, row, weight, sums, offset);
      } else {
        int told = rows.decision(row);
        int having = rows.target(row);
        sums[offset + EACH * told + HIT] += told == having ? weight : 0;
        sums[offset + EACH * told + TOLD] += weight;
        sums[offset + EACH * having + TRUE] += weight;
      }
    }
  }

  private static void addLabels(ScoredRows rows, int row, float weight, double[] sums, int offset) {
    for (int label = 0; label < rows.outputs(); label++) {
      boolean told = rows.logits()[row * rows.outputs() + label] > 0;
      boolean having = rows.targets()[row * rows.outputs() + label] == 1;
      int at = offset + EACH * label;
      sums[at + HIT] += told && having ? weight : 0;
      sums[at + TOLD] += told ? weight : 0;
      sums[at + TRUE] += having ? weight : 0;
    }
  }

  /** Of two classes the value for class 1; otherwise the mean over classes or labels. */
  static double mean(double[] sums, int offset, int outputs, Measure measure) {
    boolean labels = sums[offset + EACH * classes(outputs)] > 0;
    int count = labels ? outputs : classes(outputs);
    int first = !labels && count == 2 ? 1 : 0;
    double sum = 0;
    for (int i = first; i < count; i++) {
      int at = offset + EACH * i;
      sum += measure.of(sums[at + HIT], sums[at + TOLD], sums[at + TRUE]);
    }
    return sum / (count - first);
  }

  /** The ratio; 0 of nothing. */
  static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
