package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page of a training shows, as texts. */
final class RunView {
  private RunView() {}

  static Map<String, Object> of(JsonNode run) {
    Map<String, Object> view = new LinkedHashMap<>();
    Outcome outcome = Outcome.of(run);
    String state = run.path("state").asText();
    view.put("title", run.path("name").asText());
    view.put("state", RunState.words(state));
    view.put("stateClass", RunState.mark(state));
    view.put("verdict", outcome.sentence());
    view.put("subtitle", subtitle(run));
    view.put("tiles", tiles(run, outcome));
    view.put("advice", Advice.of(run));
    boolean stepped = run.path("steps").path("step").size() > 0;
    view.put("hasCurves", stepped);
    view.put("lossNote", lossNote(run));
    view.put("metricCharts", metricCharts(run));
    view.put("epochs", EpochTable.of(run));
    view.put("errors", ErrorsView.of(run));
    view.put("times", TimesView.of(run));
    view.put("layers", LayersView.of(run));
    view.put("network", networkView(run.path("network"), run));
    DataView.add(run, view);
    view.put("config", ConfigView.of(run.path("config")));
    view.put("events", events(run));
    view.put("hasEvents", !run.path("events").isEmpty());
    view.put("environment", ConfigView.environment(run));
    return view;
  }

  private static List<Map<String, Object>> events(JsonNode run) {
    List<Map<String, Object>> events = new ArrayList<>();
    for (JsonNode event : run.path("events")) {
      events.add(Map.of("time", event.path("time").asText(), "what", event.path("what").asText()));
    }
    return events;
  }

  private static String subtitle(JsonNode run) {
    return "%s, %s rows to train on, %s to validate on, batches of %s"
        .formatted(
            run.path("loss").asText(),
            Figures.count(run.path("training_rows").asDouble()),
            Figures.count(run.path("validation_rows").asDouble()),
            Figures.count(run.path("batch_size").asDouble()));
  }

  private static String lossNote(JsonNode run) {
    String mean = "training is the mean over an epoch's batches, each before its step";
    return run.path("validation_rows").asLong() > 0
        ? mean
        : mean + "; there are no validation rows";
  }

  private static List<Map<String, Object>> tiles(JsonNode run, Outcome outcome) {
    List<Map<String, Object>> tiles = new ArrayList<>();
    JsonNode epochs = run.path("epochs");
    outcome.headline().ifPresent(it -> tiles.add(tile(it.name(), it.value(), it.note())));
    tiles.add(
        tile(
            "epochs",
            "%s of %s"
                .formatted(epochs.size(), Figures.count(run.path("epochs_declared").asDouble())),
            "%s steps".formatted(Figures.count(run.path("step").asDouble()))));
    tiles.add(
        tile("time", Figures.span(run.path("seconds").asDouble()), "with validation and saving"));
    JsonNode last = epochs.path(epochs.size() - 1);
    tiles.add(
        tile(
            "samples/s",
            Figures.count(last.path("samples_per_second").asDouble(Double.NaN)),
            "in the last epoch"));
    tiles.add(
        tile(
            "parameters",
            Figures.count(run.path("parameters").asDouble()),
            run.path("sync").asText()));
    return tiles;
  }

  private static Map<String, Object> tile(String name, String value, String note) {
    return Map.of("name", name, "value", value, "note", note);
  }

  private static List<Map<String, Object>> metricCharts(JsonNode run) {
    List<Map<String, Object>> charts = new ArrayList<>();
    if (run.path("epochs").path(0).path("validation").isObject()) {
      for (JsonNode metric : run.path("metrics")) {
        charts.add(
            Map.of("name", metric.path("name").asText(), "better", metric.path("better").asText()));
      }
    }
    return charts;
  }

  private static Map<String, Object> networkView(JsonNode network, JsonNode run) {
    List<Map<String, Object>> rows = new ArrayList<>();
    double parameters = run.path("parameters").asDouble();
    double trainable = run.path("trainable").asDouble(parameters);
    double flops = 0;
    for (JsonNode layer : network.path("layers")) {
      flops += layer.path("flops").asDouble();
      rows.add(
          Map.of(
              "position", layer.path("position").asText(),
              "kind", layer.path("kind").asText(),
              "output", layer.path("output").asText(),
              "parameters", Figures.count(layer.path("parameters").asDouble()),
              "trainable", Figures.count(layer.path("trainable").asDouble()),
              "flops", Figures.count(layer.path("flops").asDouble())));
    }
    return Map.of(
        "freezes", run.path("freezes").asBoolean(),
        "starts", texts(run.path("start")),
        "trainable", Figures.count(trainable),
        "input", network.path("input").asText(),
        "rows", rows,
        "parameters", Figures.count(parameters),
        "flops", Figures.count(flops),
        "loss", run.path("loss").asText());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
