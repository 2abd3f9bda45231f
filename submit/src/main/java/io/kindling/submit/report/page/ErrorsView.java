package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.report.record.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** How a model errs on the validation rows, as texts. */
final class ErrorsView {
  private static final int MOST_CURVES = 10;
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 1};

  private final JsonNode run;
  private final JsonNode errors;

  private ErrorsView(JsonNode run) {
    this.run = run;
    this.errors = run.path("errors");
  }

  static Map<String, Object> of(JsonNode run) {
    return run.path("errors").isObject() ? new ErrorsView(run).view() : Map.of();
  }

  private Map<String, Object> view() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("epoch", errors.path("epoch").asText());
    view.put("rows", Figures.count(run.path("validation_rows").asDouble()));
    ConfusionView confusion = new ConfusionView(errors.path("confusion_matrix"), this::className);
    if (confusion.isShown()) {
      view.put("confusion", confusion.table());
    }
    List<Map<String, Object>> pairs = confusion.pairs();
    view.put("pairs", pairs);
    view.put("hasPairs", !pairs.isEmpty());
    if (!errors.path("calibration").isEmpty()) {
      view.put("calibration", calibration());
    }
    int curves = errors.path("roc_curve").size() / 2;
    if (hasCurve(errors.path("roc_curve"))) {
      view.put("roc", roc(curves));
    }
    if (errors.path("predictions").size() > 0) {
      view.put("residuals", residuals());
    }
    addExamples(view);
    return view;
  }

  private String className(int number) {
    JsonNode names = run.path("data").path("classes");
    return number < names.size() ? names.path(number).asText() : Integer.toString(number);
  }

  private Map<String, Object> calibration() {
    JsonNode bins = errors.path("calibration");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      JsonNode bin = bins.path(i);
      if (bin.path(0).asDouble() > 0) {
        rows.add(
            Map.of(
                "range", range(i, bins.size()),
                "rows", Figures.count(bin.path(0).asDouble()),
                "mean", Figures.value(bin.path(1)),
                "share", Figures.value(bin.path(2))));
      }
    }
    String note =
        switch (run.path("task").asText()) {
          case "multilabel" -> "of all labels";
          default ->
              run.path("data").path("classes").size() == 2
                  ? "probability of " + className(1)
                  : "probability of the predicted class";
        };
    return Map.of("note", note, "rows", rows);
  }

  private static String range(int bin, int bins) {
    return String.format(Locale.ROOT, "%.2f – %.2f", (double) bin / bins, (bin + 1.0) / bins);
  }

  /** Rows of one class alone, or of none, make no curve. */
  private static boolean hasCurve(JsonNode curves) {
    for (int i = 0; i + 1 < curves.size(); i += 2) {
      if (curves.path(i).path(0).isNumber() && curves.path(i + 1).path(0).isNumber()) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Object> roc(int curves) {
    List<Map<String, Object>> areas = new ArrayList<>();
    boolean two = curves == 1 && run.path("data").path("classes").size() == 2;
    JsonNode labels = run.path("data").path("labels");
    boolean labelled = run.path("task").asText().equals("multilabel");
    for (int i = 0; i < curves; i++) {
      String name =
          labelled && i < labels.size() ? labels.path(i).asText() : className(two ? 1 : i);
      double area =
          area(
              Json.doubles(errors.path("roc_curve").path(2 * i)),
              Json.doubles(errors.path("roc_curve").path(2 * i + 1)));
      areas.add(Map.of("name", name, "area", Figures.value(area)));
    }
    String note = two ? "of " + className(1) : "of each against all others";
    return Map.of(
        "note", curves > MOST_CURVES ? note + ", by colour and dash" : note, "areas", areas);
  }

  /** By trapezia. */
  private static double area(double[] x, double[] y) {
    double area = 0;
    for (int i = 1; i < x.length; i++) {
      area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
    }
    return area;
  }

  private Map<String, Object> residuals() {
    double[] targets = Json.doubles(errors.path("targets"));
    double[] predictions = Json.doubles(errors.path("predictions"));
    double[] sizes =
        IntStream.range(0, Math.min(targets.length, predictions.length))
            .mapToDouble(i -> Math.abs(predictions[i] - targets[i]))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    List<Map<String, Object>> quantiles = new ArrayList<>();
    for (double share : sizes.length == 0 ? new double[0] : QUANTILES) {
      int at = (int) Math.min(sizes.length - 1, Math.floor(share * sizes.length));
      String name =
          share == 0.5 ? "median" : share == 1 ? "largest" : Math.round(100 * share) + " %";
      quantiles.add(Map.of("name", name, "value", Figures.value(sizes[at])));
    }
    String target = run.path("data").path("labels").path(0).asText("the first target");
    return Map.of(
        "note",
        "%s of %s sampled rows".formatted(target, Figures.count(sizes.length)),
        "quantiles",
        quantiles);
  }

  private void addExamples(Map<String, Object> view) {
    JsonNode examples = errors.path("examples");
    if (examples.isEmpty()) {
      return;
    }
    boolean classes = examples.path(0).has("probability");
    List<Map<String, Object>> shown = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      JsonNode example = examples.path(i);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("index", i);
      row.put("truth", classes ? className(example.path("true").asInt()) : number(example, "true"));
      row.put(
          "predicted",
          classes ? className(example.path("predicted").asInt()) : number(example, "predicted"));
      if (classes) {
        row.put("probability", Figures.percent(example.path("probability").asDouble()) + " %");
      }
      List<String> values = new ArrayList<>();
      example
          .path("values")
          .forEach(
              value ->
                  values.add(
                      value.path("value").isTextual()
                          ? value.path("value").asText()
                          : Figures.plain(Json.number(value.path("value")))));
      row.put("values", values);
      shown.add(row);
    }
    if (examples.path(0).has("image")) {
      view.put("images", Map.of("examples", shown));
      return;
    }
    List<String> names = new ArrayList<>();
    examples.path(0).path("values").forEach(value -> names.add(value.path("name").asText()));
    view.put(
        "exampleRows",
        Map.of(
            "examples",
            shown.subList(0, Math.min(shown.size(), 10)),
            "names",
            names,
            "hasProbability",
            classes,
            "caption",
            classes
                ? "Rows that it got wrong, the surest first"
                : "Rows with the largest residuals"));
  }

  private static String number(JsonNode example, String name) {
    return Figures.value(example.path(name));
  }
}
