package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.report.record.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** A confusion matrix as a table, and its worst pairs. */
final class ConfusionView {
  private static final int MOST_CLASSES = 30;
  private static final int MOST_PAIRS = 10;
  private static final double DARKEST = 0.6;

  private final double[][] matrix;
  private final IntFunction<String> names;

  ConfusionView(JsonNode matrix, IntFunction<String> names) {
    this.matrix = new double[matrix.size()][];
    for (int i = 0; i < this.matrix.length; i++) {
      this.matrix[i] = Json.doubles(matrix.path(i));
    }
    this.names = names;
  }

  /** Whether it is small enough for a page. */
  boolean isShown() {
    return matrix.length > 0 && matrix.length <= MOST_CLASSES;
  }

  private double rows(int truth) {
    double sum = 0;
    for (double value : matrix[truth]) {
      sum += value;
    }
    return sum;
  }

  Map<String, Object> table() {
    List<String> classes = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int truth = 0; truth < matrix.length; truth++) {
      classes.add(names.apply(truth));
      double all = rows(truth);
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int predicted = 0; predicted < matrix[truth].length; predicted++) {
        double value = matrix[truth][predicted];
        String kind = value == 0 ? "zero" : truth == predicted ? "right" : "wrong";
        double share = all == 0 ? 0 : value / all;
        double shade = truth == predicted ? DARKEST * share : DARKEST * Math.sqrt(share);
        cells.add(
            Map.of(
                "value", Figures.count(value),
                "kind", kind,
                "shade", String.format(Locale.ROOT, "%.2f", shade)));
      }
      rows.add(
          Map.of(
              "name",
              names.apply(truth),
              "cells",
              cells,
              "recall",
              all == 0 ? "–" : Figures.percent(matrix[truth][truth] / all) + " %"));
    }
    return Map.of("classes", classes, "matrix", rows);
  }

  private record Pair(int truth, int predicted, double rows, double share) {}

  /** The classes that are taken for others, the most frequent first. */
  List<Map<String, Object>> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int truth = 0; truth < matrix.length; truth++) {
      for (int predicted = 0; predicted < matrix[truth].length; predicted++) {
        double value = matrix[truth][predicted];
        if (truth != predicted && value > 0) {
          pairs.add(new Pair(truth, predicted, value, value / rows(truth)));
        }
      }
    }
    return pairs.stream()
        .sorted(Comparator.comparingDouble((Pair pair) -> -pair.rows()))
        .limit(MOST_PAIRS)
        .map(
            pair ->
                Map.<String, Object>of(
                    "truth", names.apply(pair.truth()),
                    "predicted", names.apply(pair.predicted()),
                    "rows", Figures.count(pair.rows()),
                    "share", Figures.percent(pair.share()) + " %"))
        .toList();
  }
}
