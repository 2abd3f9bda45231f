package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.report.record.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several trainings beside one another, as texts; they come sorted, the best first. */
final class ComparisonView {
  private ComparisonView() {}

  static Map<String, Object> of(JsonNode comparison) {
    JsonNode runs = comparison.path("runs");
    Set<String> metrics = metrics(runs);
    List<String> settings = differing(runs);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonNode run : runs) {
      rows.add(row(run, metrics, rows.isEmpty()));
    }
    String sorted = comparison.path("sorted_by").asText();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("title", comparison.path("name").asText());
    view.put("state", "%s trainings".formatted(runs.size()));
    view.put("verdict", verdict(runs, sorted));
    view.put("sorted", sorted);
    view.put("metricNames", List.copyOf(metrics));
    view.put("settings", settings.stream().map(key -> setting(key, runs)).toList());
    view.put("hasSettings", !settings.isEmpty());
    view.put("rows", rows);
    view.put("hasTime", runs.path(0).has("seconds"));
    view.put("charts", charts(runs, metrics));
    return view;
  }

  private static String verdict(JsonNode runs, String sorted) {
    JsonNode best = runs.path(0);
    return "%s is the best by %s: %s."
        .formatted(name(best), sorted, Figures.value(best.path("result")));
  }

  private static String name(JsonNode run) {
    return run.path("label").asText(run.path("name").asText());
  }

  private static Set<String> metrics(JsonNode runs) {
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> best(run).path("validation").fieldNames().forEachRemaining(metrics::add));
    return metrics;
  }

  private static JsonNode best(JsonNode run) {
    return run.path("epochs").path(Math.max(1, run.path("best_epoch").asInt(1)) - 1);
  }

  /** Settings that are not the same in all runs. */
  private static List<String> differing(JsonNode runs) {
    Set<String> all = new LinkedHashSet<>();
    runs.forEach(run -> run.path("settings").fieldNames().forEachRemaining(all::add));
    return all.stream()
        .filter(
            key -> {
              Set<String> values = new LinkedHashSet<>();
              runs.forEach(run -> values.add(run.path("settings").path(key).asText()));
              return values.size() > 1;
            })
        .toList();
  }

  /** Its value in each training. */
  private static Map<String, Object> setting(String key, JsonNode runs) {
    List<String> values = new ArrayList<>();
    runs.forEach(run -> values.add(run.path("settings").path(key).asText("–")));
    return Map.of("key", key, "values", values);
  }

  private static Map<String, Object> row(JsonNode run, Set<String> metrics, boolean best) {
    JsonNode epoch = best(run);
    List<String> values = new ArrayList<>();
    metrics.forEach(metric -> values.add(Figures.value(epoch.path("validation").path(metric))));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name(run));
    row.put("best", best);
    row.put("end", RunState.words(run.path("state").asText()));
    row.put("epochs", run.path("epochs").size());
    row.put("bestEpoch", run.path("best_epoch").asText("–"));
    row.put("loss", Figures.value(epoch.path("train_loss")));
    row.put("seconds", run.has("seconds") ? Figures.span(Json.number(run.path("seconds"))) : "–");
    row.put("values", values);
    return row;
  }

  private static List<Map<String, Object>> charts(JsonNode runs, Set<String> metrics) {
    List<Map<String, Object>> charts = new ArrayList<>();
    boolean several = false;
    for (JsonNode run : runs) {
      several |= run.path("epochs").size() > 0;
    }
    if (several) {
      charts.add(Map.of("metric", "train_loss", "name", "Training loss by epoch"));
      metrics.forEach(
          metric -> charts.add(Map.of("metric", metric, "name", "Validation " + metric)));
    }
    return charts;
  }
}
