package io.kindling.driver.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of an experiment, on a tracking server. */
final class MlflowRun {
  /** So many metrics a request may have. */
  static final int MOST_METRICS = 1_000;

  private static final int MOST_PARAMS = 100;
  private static final int MOST_TAGS = 100;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final MlflowRequests requests;
  private final String id;
  private final String artifacts;

  private MlflowRun(MlflowRequests requests, String id, String artifacts) {
    this.requests = requests;
    this.id = id;
    this.artifacts = artifacts;
  }

  /** How a run goes, or ended. */
  enum Status {
    FINISHED,
    FAILED,
    KILLED
  }

  /**
   * A value of a metric.
   *
   * @param key its name
   * @param value finite
   * @param timestamp in milliseconds
   * @param step since the start of the training
   */
  record Metric(String key, double value, long timestamp, long step) {}

  /** Begins a run, in the experiment of that name, which is made if there is none. */
  static MlflowRun begin(
      MlflowRequests requests, String experiment, String name, Map<String, String> tags) {
    ObjectNode message = JSON.objectNode();
    message.put("experiment_id", experiment(requests, experiment));
    message.put("run_name", EntityText.value(name));
    message.put("start_time", System.currentTimeMillis());
    message.set("tags", pairs(List.copyOf(tags.entrySet())));
    JsonNode info = requests.post("runs/create", message, false).path("run").path("info");
    return new MlflowRun(
        requests, info.path("run_id").asText(), info.path("artifact_uri").asText());
  }

  private static String experiment(MlflowRequests requests, String name) {
    Optional<String> found = find(requests, name);
    if (found.isPresent()) {
      return found.get();
    }
    ObjectNode message = JSON.objectNode().put("name", name);
    MlflowRequests.Answer made = requests.tryPost("experiments/create", message, true);
    if (made.isError("RESOURCE_ALREADY_EXISTS")) { // another training has just made it
      found = find(requests, name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    if (made.status() != 200) {
      throw requests.refused("POST experiments/create", made);
    }
    return made.body().path("experiment_id").asText();
  }

  private static Optional<String> find(MlflowRequests requests, String name) {
    String path = "experiments/get-by-name";
    MlflowRequests.Answer found = requests.get(path, "experiment_name", name);
    if (found.isError("RESOURCE_DOES_NOT_EXIST")) {
      return Optional.empty();
    }
    if (found.status() != 200) {
      throw requests.refused("GET " + path, found);
    }
    return Optional.of(found.body().path("experiment").path("experiment_id").asText());
  }

  /** The same run, by other requests. */
  MlflowRun by(MlflowRequests others) {
    return new MlflowRun(others, id, artifacts);
  }

  /** Values of metrics, in as many requests as they need. */
  void logMetrics(List<Metric> metrics) {
    for (int from = 0; from < metrics.size(); from += MOST_METRICS) {
      ArrayNode part = JSON.arrayNode();
      for (Metric metric : metrics.subList(from, Math.min(metrics.size(), from + MOST_METRICS))) {
        part.addObject()
            .put("key", metric.key())
            .put("value", metric.value())
            .put("timestamp", metric.timestamp())
            .put("step", metric.step());
      }
      log("metrics", part);
    }
  }

  /** What is declared, once for a run. */
  void logParams(Map<String, String> params) {
    logPairs("params", params, MOST_PARAMS);
  }

  /** What is to be known of it besides. */
  void logTags(Map<String, String> tags) {
    logPairs("tags", tags, MOST_TAGS);
  }

  private void logPairs(String kind, Map<String, String> pairs, int most) {
    List<Map.Entry<String, String>> all = List.copyOf(pairs.entrySet());
    for (int from = 0; from < all.size(); from += most) {
      log(kind, pairs(all.subList(from, Math.min(all.size(), from + most))));
    }
  }

  private static ArrayNode pairs(List<Map.Entry<String, String>> pairs) {
    ArrayNode array = JSON.arrayNode();
    pairs.forEach(
        pair -> array.addObject().put("key", pair.getKey()).put("value", pair.getValue()));
    return array;
  }

  private void log(String kind, ArrayNode values) {
    ObjectNode message = JSON.objectNode().put("run_id", id);
    message.set(kind, values);
    requests.post("runs/log-batch", message, true);
  }

  /** Ends it. */
  void end(Status status) {
    ObjectNode message = JSON.objectNode();
    message.put("run_id", id);
    message.put("status", status.name());
    message.put("end_time", System.currentTimeMillis());
    requests.post("runs/update", message, true);
  }

  /** Where a file of the run goes, if the server takes files. */
  Optional<URI> place(URI server, String path) {
    return ArtifactPlace.of(server, artifacts).map(folder -> URI.create(folder + "/" + path));
  }

  /** Where its files lie, in the server's own words. */
  String artifacts() {
    return artifacts;
  }
}
