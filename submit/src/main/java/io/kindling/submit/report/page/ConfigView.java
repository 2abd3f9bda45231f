package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How a training was declared, and what computed it. */
final class ConfigView {
  private ConfigView() {}

  static Object of(JsonNode config) {
    if (!config.has("text")) {
      return false;
    }
    List<Map<String, Object>> sets = new ArrayList<>();
    config
        .path("set")
        .properties()
        .forEach(set -> sets.add(Map.of("key", set.getKey(), "value", set.getValue().asText())));
    String text =
        StreamSupport.stream(config.path("text").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining("\n"));
    return Map.of("file", config.path("file").asText(), "sets", sets, "text", text);
  }

  static List<Map<String, Object>> environment(JsonNode run) {
    JsonNode environment = run.path("environment");
    List<Map<String, Object>> rows = new ArrayList<>();
    add(rows, "started", run.path("started").asText());
    add(rows, "Kindling", environment.path("kindling").asText());
    add(rows, "Spark", environment.path("spark").asText());
    add(rows, "Java", environment.path("java").asText());
    add(rows, "system", environment.path("system").asText());
    for (JsonNode executor : environment.path("executors")) {
      add(
          rows,
          "executor " + executor.path("name").asText(),
          executor.path("host").asText() + ": " + executor.path("blas").asText());
    }
    add(rows, "rows to train on", environment.path("data").path("train").asText());
    add(rows, "rows to validate on", environment.path("data").path("validation").asText());
    add(rows, "steps run by", run.path("how").asText());
    add(rows, "SHA-256 of the model's weights", run.path("sha256").asText());
    return rows;
  }

  private static void add(List<Map<String, Object>> rows, String name, String value) {
    if (!value.isEmpty()) {
      rows.add(Map.of("name", name, "value", value));
    }
  }
}
