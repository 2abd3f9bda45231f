package io.kindling.submit.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers as bars of characters of one scale, whose zeros stand one below the other: to the right
 * what is above 0, to the left what is below.
 */
public final class Bars {
  private static final int WIDTH = 32;

  private Bars() {}

  /** A bar for each value, all equally long; nothing for one that is not a number. */
  public static List<String> of(List<Double> values) {
    double most = 0;
    double least = 0;
    for (double value : values) {
      most = Double.isFinite(value) ? Math.max(most, value) : most;
      least = Double.isFinite(value) ? Math.min(least, value) : least;
    }
    double scale = most > least ? WIDTH / (most - least) : 0;
    int left = (int) Math.round(-least * scale);
    int right = (int) Math.round(most * scale);
    List<String> bars = new ArrayList<>();
    for (double value : values) {
      int length = Double.isFinite(value) ? (int) Math.round(Math.abs(value) * scale) : 0;
      int before = value < 0 ? length : 0;
      int behind = value < 0 ? 0 : length;
      bars.add(
          " ".repeat(left - before)
              + "#".repeat(before)
              + (left > 0 ? "|" : "")
              + "#".repeat(behind)
              + " ".repeat(right - behind));
    }
    return bars;
  }
}
