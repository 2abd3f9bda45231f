package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows to train on, as texts and small histograms. */
final class DataView {
  private static final double WIDTH = 120;
  private static final double HEIGHT = 26;

  private DataView() {}

  static void add(JsonNode run, Map<String, Object> view) {
    JsonNode data = run.path("data");
    List<String> notes = new ArrayList<>();
    data.path("notes").forEach(note -> notes.add(note.asText()));
    view.put("notes", notes);
    view.put("dataSummary", summary(run, data));
    List<Map<String, Object>> classes = classes(data);
    if (!classes.isEmpty()) {
      view.put("classBalance", Map.of("classes", classes));
    }
    List<Map<String, Object>> samples = new ArrayList<>();
    for (int i = 0; i < data.path("images").size(); i++) {
      samples.add(Map.of("index", i, "text", data.path("images").path(i).path("text").asText()));
    }
    view.put("samples", samples);
    view.put("hasImages", !samples.isEmpty());
    List<Map<String, Object>> columns = new ArrayList<>();
    data.path("columns").forEach(column -> columns.add(column(column)));
    for (int i = 0; i < data.path("targets").size(); i++) {
      columns.add(target(data, i));
    }
    view.put("columns", columns);
    view.put("hasColumns", !columns.isEmpty());
    view.put("sampled", Figures.count(data.path("sampled_rows").asDouble()));
  }

  private static String summary(JsonNode run, JsonNode data) {
    List<String> labels = new ArrayList<>();
    data.path("labels").forEach(label -> labels.add(label.asText()));
    return "%s rows to train on, %s to validate on. Input of the network: %s.%s"
        .formatted(
            Figures.count(run.path("training_rows").asDouble()),
            Figures.count(run.path("validation_rows").asDouble()),
            run.path("network").path("input").asText("unknown"),
            labels.isEmpty() ? "" : " Label: " + String.join(", ", labels) + ".");
  }

  private static List<Map<String, Object>> classes(JsonNode data) {
    JsonNode counts = data.path("class_counts");
    double all = 0;
    double most = 1;
    for (JsonNode count : counts) {
      all += count.asDouble();
      most = Math.max(most, count.asDouble());
    }
    List<Map<String, Object>> classes = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      double count = counts.path(i).asDouble();
      classes.add(
          Map.of(
              "name", data.path("classes").path(i).asText(Integer.toString(i)),
              "rows", Figures.count(count),
              "percent", Figures.percent(count / all),
              "width", decimal(WIDTH * count / most)));
    }
    return classes;
  }

  private static Map<String, Object> column(JsonNode column) {
    return Map.of(
        "name", column.path("name").asText(),
        "kind", column.path("kind").asText(),
        "values", column.path("values").asText(),
        "oddity", column.path("oddity").asText(),
        "missing", Figures.count(column.path("missing").asDouble()),
        "bars", bars(column.path("histogram")));
  }

  private static Map<String, Object> target(JsonNode data, int target) {
    return Map.of(
        "name", data.path("labels").path(target).asText("target " + target),
        "kind", "label",
        "values", "",
        "oddity", "",
        "missing", "",
        "bars", bars(data.path("targets").path(target)));
  }

  private static Object bars(JsonNode histogram) {
    JsonNode counts = histogram.path("counts");
    double most = 0;
    for (JsonNode count : counts) {
      most = Math.max(most, count.asDouble());
    }
    if (most == 0) {
      return false;
    }
    List<Map<String, Object>> rects = new ArrayList<>();
    double width = WIDTH / Math.max(counts.size(), 4);
    for (int i = 0; i < counts.size(); i++) {
      double height = HEIGHT * counts.path(i).asDouble() / most;
      rects.add(
          Map.of(
              "x", decimal(i * width),
              "y", decimal(HEIGHT - height),
              "w", decimal(width * 0.9),
              "h", decimal(height)));
    }
    return Map.of("label", label(histogram), "rects", rects);
  }

  /** For those who cannot see it. */
  private static String label(JsonNode histogram) {
    if (histogram.has("categories")) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < histogram.path("counts").size(); i++) {
        parts.add(
            histogram.path("categories").path(i).asText()
                + " "
                + histogram.path("counts").path(i).asText());
      }
      return String.join(", ", parts);
    }
    double from = histogram.path("from").asDouble();
    double to = from + histogram.path("width").asDouble() * histogram.path("counts").size();
    return "from %s to %s".formatted(Figures.plain(from), Figures.plain(to));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
