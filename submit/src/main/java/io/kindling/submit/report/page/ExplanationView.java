package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.report.record.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a model goes by, as texts and bars. */
final class ExplanationView {
  private static final int MOST = 30;
  private static final int MOST_PIXELS = 10; // beside a heat map of all
  private static final double WIDTH = 200;

  private ExplanationView() {}

  static Map<String, Object> of(JsonNode record) {
    Map<String, Object> view = new LinkedHashMap<>();
    JsonNode importance = record.path("importance");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonNode row : record.path("rows")) {
      rows.add(row(row, rows.size()));
    }
    view.put("title", "What the model in %s goes by".formatted(record.path("model").asText()));
    view.put(
        "verdict",
        importance.isObject() ? verdict(importance) : summary(record.path("rows").path(0)));
    view.put("subtitle", "Rows of " + record.path("data").asText());
    view.put("sha256", record.path("sha256").asText());
    if (importance.isObject()) {
      view.put("importance", importance(importance));
    }
    view.put("hasRows", !rows.isEmpty());
    view.put("rows", rows);
    return view;
  }

  private static String verdict(JsonNode importance) {
    JsonNode first = importance.path("columns").path(0);
    double mean = Json.number(first.path("importance"));
    double deviation = Json.number(first.path("standard_deviation"));
    String metric = importance.path("metric").asText();
    String from = Figures.value(importance.path("baseline"));
    if (!(mean > 2 * deviation)) {
      return "No column by itself matters for the %s of %s.".formatted(metric, from);
    }
    return "%s matters most: where it tells nothing, %s %s by %s, from %s."
        .formatted(
            first.path("column").asText(), metric, worse(importance), Figures.value(mean), from);
  }

  private static String worse(JsonNode importance) {
    return importance.path("better").asText().equals("lower") ? "rises" : "falls";
  }

  private static Map<String, Object> importance(JsonNode importance) {
    Map<String, Object> view = new LinkedHashMap<>();
    double measured = importance.path("rows").asDouble();
    double all = importance.path("all_rows").asDouble();
    int columns = importance.path("columns").size();
    view.put("metric", importance.path("metric").asText());
    view.put("worse", worse(importance));
    view.put(
        "tiles",
        List.of(
            tile(
                importance.path("metric").asText(),
                Figures.value(importance.path("baseline")),
                importance.path("better").asText() + " is better"),
            tile(
                "rows",
                Figures.count(measured),
                measured < all ? "a random sample of " + Figures.count(all) : "all of them"),
            tile("columns", Figures.count(columns), "each permuted by itself"),
            tile(
                "permutations",
                Figures.count(importance.path("repeats").asDouble()),
                "of each column, seed " + importance.path("seed").asText())));
    int most = most(importance);
    view.put("columns", importanceBars(importance.path("columns"), most));
    view.put("rest", columns > most ? Figures.count(columns - most) : "");
    view.put("heat", importance.path("heat").isObject());
    boolean positions = importance.path("positions").asBoolean();
    view.put("chart", positions && columns > MOST && !importance.path("heat").isObject());
    return view;
  }

  private static int most(JsonNode explained) {
    return explained.path("heat").isObject() ? MOST_PIXELS : MOST;
  }

  private static Map<String, Object> tile(String name, String value, String note) {
    return Map.of("name", name, "value", value, "note", note);
  }

  private static List<Map<String, Object>> importanceBars(JsonNode columns, int shown) {
    double most = 0;
    double least = 0;
    for (int i = 0; i < Math.min(columns.size(), shown); i++) {
      double mean = finite(columns.path(i).path("importance"));
      double deviation = finite(columns.path(i).path("standard_deviation"));
      most = Math.max(most, mean + deviation);
      least = Math.min(least, mean - deviation);
    }
    Scale scale = new Scale(least, most);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(columns.size(), shown); i++) {
      JsonNode column = columns.path(i);
      double mean = finite(column.path("importance"));
      double deviation = finite(column.path("standard_deviation"));
      Map<String, Object> row = new LinkedHashMap<>(scale.bar(mean));
      row.put("column", column.path("column").asText());
      row.put("value", Figures.value(column.path("importance")));
      row.put("deviation", Figures.value(column.path("standard_deviation")));
      row.put("from", decimal(scale.place(mean - deviation)));
      row.put("to", decimal(scale.place(mean + deviation)));
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> row(JsonNode row, int index) {
    Map<String, Object> view = new LinkedHashMap<>();
    JsonNode columns = row.path("columns");
    view.put("index", index);
    view.put("row", row.path("row").asText());
    view.put("score", row.path("score").asText());
    view.put("summary", summary(row));
    int most = most(row);
    view.put("columns", attributionBars(columns, most));
    view.put("rest", columns.size() > most ? Figures.count(columns.size() - most) : "");
    view.put("value", Figures.value(row.path("value")));
    view.put("baselineValue", Figures.value(row.path("baseline_value")));
    view.put("baseline", row.path("baseline").asText());
    view.put("sum", Figures.value(row.path("sum")));
    view.put("difference", String.format(Locale.ROOT, "%.1e", finite(row.path("difference"))));
    view.put("steps", Figures.count(row.path("steps").asDouble()));
    view.put("image", row.path("image").isObject());
    return view;
  }

  private static String summary(JsonNode row) {
    boolean number = row.path("score").asText().equals("value");
    JsonNode first = row.path("columns").path(0);
    String what =
        number
            ? "%s is predicted to be %s"
                .formatted(row.path("output").asText(), Figures.value(row.path("value")))
            : "the %s of '%s' is %s"
                .formatted(
                    row.path("score").asText(),
                    row.path("output").asText(),
                    Figures.value(row.path("value")));
    return "Of row %s %s, of the baseline %s. %s (%s) contributes most, %s."
        .formatted(
            row.path("row").asText(),
            what,
            Figures.value(row.path("baseline_value")),
            first.path("column").asText(),
            first.path("value").asText(),
            Figures.value(first.path("attribution")));
  }

  private static List<Map<String, Object>> attributionBars(JsonNode columns, int shown) {
    double most = 0;
    double least = 0;
    for (JsonNode column : columns) {
      most = Math.max(most, finite(column.path("attribution")));
      least = Math.min(least, finite(column.path("attribution")));
    }
    Scale scale = new Scale(least, most);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(columns.size(), shown); i++) {
      JsonNode column = columns.path(i);
      Map<String, Object> row = new LinkedHashMap<>(scale.bar(finite(column.path("attribution"))));
      row.put("column", column.path("column").asText());
      row.put("given", column.path("value").asText());
      row.put("value", Figures.value(column.path("attribution")));
      rows.add(row);
    }
    return rows;
  }

  private static double finite(JsonNode number) {
    double value = Json.number(number);
    return Double.isFinite(value) ? value : 0;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Where values stand in a bar. */
  private record Scale(double least, double most) {
    double place(double value) {
      return most > least ? WIDTH * (value - least) / (most - least) : 0;
    }

    Map<String, Object> bar(double value) {
      return Map.of(
          "zero", decimal(place(0)),
          "x", decimal(place(Math.min(value, 0))),
          "width", decimal(Math.abs(place(value) - place(0))),
          "sign", value < 0 ? "minus" : "plus");
    }
  }
}
