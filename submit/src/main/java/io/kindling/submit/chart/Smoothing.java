package io.kindling.submit.chart;

import java.util.ArrayList;
import java.util.List;

/** Noisy values made readable. */
public final class Smoothing {
  private Smoothing() {}

  /** For each value the mean of the last {@code window} ones up to it, fewer at the start. */
  public static List<Double> trailingMean(List<Double> values, int window) {
    List<Double> means = new ArrayList<>(values.size());
    double sum = 0;
    for (int i = 0; i < values.size(); i++) {
      sum += values.get(i) - (i >= window ? values.get(i - window) : 0);
      means.add(sum / Math.min(i + 1, window));
    }
    return means;
  }
}
