package io.kindling.ml;

import io.kindling.driver.evaluation.RowOutputs;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;

/** The cells that a classifier adds to a row. */
final class ClassOutputs implements RowOutputs {
  private static final long serialVersionUID = 1L;
  private static final double HALF = 0.5;

  private final boolean raw;
  private final boolean probability;
  private final boolean prediction;
  private final boolean severalLabels;
  private final double[] thresholds;

  /**
   * @param raw whether there are the outputs before the softmax
   * @param probability whether there are probabilities
   * @param prediction whether there is the number of the class
   * @param severalLabels whether a row may have several or none
   * @param thresholds by which probabilities of classes are divided before they are compared, or
   *     which those of labels have to reach; none if empty
   */
  ClassOutputs(
      boolean raw,
      boolean probability,
      boolean prediction,
      boolean severalLabels,
      double[] thresholds) {
    this.raw = raw;
    this.probability = probability;
    this.prediction = prediction;
    this.severalLabels = severalLabels;
    this.thresholds = thresholds.clone();
  }

  @Override
  public Object[] cells(double[] rawOutputs, double[] outputs) {
    double[] probabilities = severalLabels ? outputs : probabilities(outputs);
    List<Object> cells = new ArrayList<>(3);
    if (raw) {
      cells.add(Vectors.dense(severalLabels ? rawOutputs : raw(rawOutputs)));
    }
    if (probability) {
      cells.add(Vectors.dense(probabilities));
    }
    if (prediction) {
      cells.add(severalLabels ? present(probabilities) : (Object) predicted(probabilities));
    }
    return cells.toArray();
  }

  @Override
  public String expected(String words) {
    return ParamNames.in(words);
  }

  /** 1 for each label whose probability reaches its threshold; NaN where it is not a number. */
  private double[] present(double[] probabilities) {
    double[] present = new double[probabilities.length];
    for (int i = 0; i < present.length; i++) {
      double threshold = thresholds.length == 0 ? HALF : thresholds[i];
      present[i] =
          Double.isNaN(probabilities[i]) ? Double.NaN : probabilities[i] >= threshold ? 1 : 0;
    }
    return present;
  }

  /** The class with the greatest p / t; NaN where the outputs are not numbers. */
  private double predicted(double[] probabilities) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < probabilities.length; i++) {
      double scaled = thresholds.length == 0 ? probabilities[i] : probabilities[i] / thresholds[i];
      if (scaled > most) {
        most = scaled;
        best = i;
      }
    }
    return best < 0 ? Double.NaN : best;
  }

  /** A network with one output z tells two classes apart by it: as if by the outputs −z and z. */
  static double[] raw(double[] outputs) {
    return outputs.length == 1 ? new double[] {-outputs[0], outputs[0]} : outputs;
  }

  /** And by the probability p of class 1: as if by 1 − p and p. */
  static double[] probabilities(double[] outputs) {
    return outputs.length == 1 ? new double[] {1 - outputs[0], outputs[0]} : outputs;
  }

  /** exp(z_i) / Σ exp(z_j), in place. */
  static void softmax(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(values[i] - max);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
  }
}
