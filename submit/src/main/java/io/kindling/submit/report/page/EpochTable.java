package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Figures of epochs as a table: of all of them, or of as many as a person looks through. */
final class EpochTable {
  private static final int MOST_ROWS = 200;
  private static final int FEW_ROWS = 12;

  private EpochTable() {}

  static Map<String, Object> of(JsonNode run) {
    JsonNode epochs = run.path("epochs");
    if (epochs.isEmpty()) {
      return Map.of();
    }
    Set<String> metrics = new LinkedHashSet<>();
    epochs.forEach(epoch -> epoch.path("validation").fieldNames().forEachRemaining(metrics::add));
    List<String> columns = new ArrayList<>(List.of("training loss"));
    metrics.forEach(metric -> columns.add("validation " + metric));
    columns.addAll(List.of("learning rate", "samples/s", "seconds"));
    int best = run.path("best_epoch").asInt(0);
    int every = (epochs.size() + MOST_ROWS - 1) / MOST_ROWS;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < epochs.size(); i++) {
      boolean isBest = i + 1 == best;
      if (i % every == 0 || isBest || i == epochs.size() - 1) {
        rows.add(row(epochs.path(i), metrics, isBest));
      }
    }
    return Map.of(
        "columns",
        columns,
        "rows",
        rows,
        "open",
        rows.size() <= FEW_ROWS,
        "which",
        every == 1 ? "all epochs" : "every %s. epoch".formatted(every));
  }

  private static Map<String, Object> row(JsonNode epoch, Set<String> metrics, boolean best) {
    List<String> cells = new ArrayList<>(List.of(Figures.value(epoch.path("train_loss"))));
    metrics.forEach(metric -> cells.add(Figures.value(epoch.path("validation").path(metric))));
    cells.add(Figures.plain(epoch.path("learning_rate").asDouble(Double.NaN)));
    cells.add(Figures.count(epoch.path("samples_per_second").asDouble(Double.NaN)));
    cells.add(String.format(Locale.ROOT, "%.2f", epoch.path("seconds").asDouble(0)));
    return Map.of("epoch", epoch.path("epoch").asText(), "cells", cells, "best", best);
  }
}
