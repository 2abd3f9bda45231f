package io.kindling.submit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.report.record.Json;
import io.kindling.submit.report.record.RunRecorder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The record of several trainings beside one another. */
public final class ComparedRuns {
  /** What a comparison takes over from the record of a training. */
  private static final List<String> KEPT =
      List.of(
          "name",
          "label",
          "state",
          "seconds",
          "epochs",
          "steps",
          "best_epoch",
          "kept_epoch",
          "settings",
          "monitor",
          "loss",
          "metrics",
          "sha256");

  private ComparedRuns() {}

  /**
   * Those runs, the best first: by the metric that the first of them watches, or by the loss of
   * validation, or of training where there is none.
   *
   * @param name what people call the comparison
   */
  public static ObjectNode of(String name, List<? extends JsonNode> runs) {
    JsonNode first = runs.get(0);
    String metric = first.path("monitor").path("metric").asText("loss");
    boolean lower = first.path("monitor").path("better").asText("lower").equals("lower");
    boolean validated = runs.stream().anyMatch(ComparedRuns::isValidated);
    ObjectNode node = Json.object();
    node.put("format", RunRecorder.FORMAT);
    node.put("kind", "comparison");
    node.put("name", name);
    node.put("updated", Instant.now().toString());
    node.put("sorted_by", validated ? "validation " + metric : "training loss");
    List<ObjectNode> results =
        runs.stream().map(run -> result(run, validated, metric)).sorted(order(lower)).toList();
    node.putArray("runs").addAll(results);
    return node;
  }

  private static boolean isValidated(JsonNode run) {
    return run.path("epochs").path(0).path("validation").isObject();
  }

  private static ObjectNode result(JsonNode run, boolean validated, String metric) {
    ObjectNode kept = Json.object();
    KEPT.stream().filter(run::has).forEach(key -> kept.set(key, run.path(key)));
    JsonNode best = run.path("epochs").path(Math.max(1, run.path("best_epoch").asInt(1)) - 1);
    kept.set("result", validated ? best.path("validation").path(metric) : best.path("train_loss"));
    return kept;
  }

  /** Those without a result come last. */
  private static Comparator<ObjectNode> order(boolean lower) {
    return Comparator.comparingDouble(
        run -> {
          double result = Json.number(run.path("result"));
          return Double.isNaN(result) ? Double.POSITIVE_INFINITY : lower ? result : -result;
        });
  }
}
