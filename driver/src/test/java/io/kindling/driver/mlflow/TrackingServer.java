package io.kindling.driver.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A tracking server on this machine that answers as MLflow's REST documentation says, keeps what it
 * is told, and refuses what MLflow would refuse: {@code mlflow/protos/service.proto} and {@code
 * mlflow/utils/validation.py} of MLflow say what that is.
 */
final class TrackingServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAMES = Pattern.compile("[/\\p{L}\\p{N}_.\\- ]*");
  private static final String API = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";

  /** What it keeps of a run. */
  static final class Run {
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, Map<Long, Double>> metrics = new LinkedHashMap<>();
    String experiment = "";
    String name = "";
    String status = "RUNNING";
    long ended;
  }

  /** What it answers where something is wrong. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  final Map<String, String> experiments = Collections.synchronizedMap(new LinkedHashMap<>());
  final Map<String, Run> runs = Collections.synchronizedMap(new LinkedHashMap<>());
  final Map<String, byte[]> files = Collections.synchronizedMap(new LinkedHashMap<>());
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> refusals = new CopyOnWriteArrayList<>();
  final AtomicInteger failures = new AtomicInteger();
  volatile String authorization = "";
  volatile String artifactRoot = "mlflow-artifacts:";
  volatile long delayMillis;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  TrackingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The only run. */
  Run run() {
    if (runs.size() != 1) {
      throw new AssertionError("runs: " + runs.keySet());
    }
    return runs.values().iterator().next();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(what);
    int status = 200;
    JsonNode answer;
    try {
      Thread.sleep(delayMillis);
      answer = handled(exchange, what, body);
    } catch (Refusal refusal) {
      status = refusal.status;
      answer = error(refusal.code, String.valueOf(refusal.getMessage()));
      refusals.add(what + ": " + answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = 500;
      answer = error("INTERNAL_ERROR", "stopped");
    }
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static ObjectNode error(String code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message);
  }

  private JsonNode handled(HttpExchange exchange, String what, byte[] body) throws IOException {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new Refusal(503, "TEMPORARILY_UNAVAILABLE", "come again");
    }
    String who = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!authorization.isEmpty() && !authorization.equals(who)) {
      throw new Refusal(401, "UNAUTHENTICATED", "You are not authenticated.");
    }
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    if (what.startsWith("PUT " + FILES)) {
      return put(exchange, what.substring(("PUT " + FILES).length()), body);
    }
    return switch (what) {
      case "GET " + API + "experiments/get-by-name" -> experiment(query);
      case "POST " + API + "experiments/create" -> makeExperiment(message(exchange, body));
      case "POST " + API + "runs/create" -> makeRun(message(exchange, body));
      case "POST " + API + "runs/update" -> updateRun(message(exchange, body));
      case "POST " + API + "runs/log-batch" -> logBatch(message(exchange, body), body.length);
      default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", "Not Found");
    };
  }

  private static JsonNode message(HttpExchange exchange, byte[] body) throws IOException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!type.startsWith("application/json")) {
      throw wrong("Bad Request. Content-Type must be application/json, got " + type);
    }
    return JSON.readTree(body);
  }

  private static Refusal wrong(String message) {
    return new Refusal(400, "INVALID_PARAMETER_VALUE", message);
  }

  private static String required(JsonNode message, String field) {
    if (!message.path(field).isTextual() || message.path(field).asText().isEmpty()) {
      throw wrong("Missing value for required parameter '%s'".formatted(field));
    }
    return message.path(field).asText();
  }

  private JsonNode experiment(String query) {
    String name = query.replaceFirst("^experiment_name=", "");
    name = URLDecoder.decode(name, StandardCharsets.UTF_8);
    String id = experiments.get(name);
    if (id == null) {
      throw new Refusal(
          404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment with name '" + name + "'");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("experiment").put("experiment_id", id).put("name", name);
    return answer;
  }

  private JsonNode makeExperiment(JsonNode message) {
    String name = required(message, "name");
    if (experiments.putIfAbsent(name, Integer.toString(experiments.size() + 1)) != null) {
      throw new Refusal(
          400, "RESOURCE_ALREADY_EXISTS", "Experiment(name=%s) already exists.".formatted(name));
    }
    return JSON.createObjectNode().put("experiment_id", experiments.get(name));
  }

  private JsonNode makeRun(JsonNode message) {
    String experiment = required(message, "experiment_id");
    if (!experiments.containsValue(experiment)) {
      throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=" + experiment);
    }
    if (!message.path("start_time").isIntegralNumber()) {
      throw wrong("start_time must be an integer");
    }
    Run run = new Run();
    run.experiment = experiment;
    run.name = message.path("run_name").asText();
    message.path("tags").forEach(tag -> setTag(run, tag));
    String id = "5e7a%d".formatted(runs.size());
    runs.put(id, run);
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("run")
        .putObject("info")
        .put("run_id", id)
        .put("run_name", run.name)
        .put("status", run.status)
        .put("artifact_uri", "%s/%s/%s/artifacts".formatted(artifactRoot, experiment, id));
    return answer;
  }

  private Run run(JsonNode message) {
    String id = required(message, "run_id");
    Run run = runs.get(id);
    if (run == null) {
      throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "Run with id=%s not found".formatted(id));
    }
    return run;
  }

  private JsonNode updateRun(JsonNode message) {
    Run run = run(message);
    String status = required(message, "status");
    if (!List.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED").contains(status)) {
      throw wrong("Invalid value %s for parameter 'status'".formatted(status));
    }
    run.status = status;
    run.ended = message.path("end_time").asLong();
    return JSON.createObjectNode();
  }

  private JsonNode logBatch(JsonNode message, int bytes) {
    Run run = run(message);
    JsonNode metrics = message.path("metrics");
    JsonNode params = message.path("params");
    JsonNode tags = message.path("tags");
    if (bytes > 1_000_000) {
      throw wrong("Batched logging API requests must be at most 1000000 bytes, got " + bytes);
    }
    limit("metrics", metrics.size(), 1000);
    limit("params", params.size(), 100);
    limit("tags", tags.size(), 100);
    limit("metrics, params, and tags", metrics.size() + params.size() + tags.size(), 1000);
    metrics.forEach(metric -> logMetric(run, metric));
    params.forEach(param -> setParam(run, param));
    tags.forEach(tag -> setTag(run, tag));
    return JSON.createObjectNode();
  }

  private static void limit(String what, int found, int most) {
    if (found > most) {
      throw wrong(
          "A batch logging request can contain at most %d %s. Got %d".formatted(most, what, found));
    }
  }

  private static void logMetric(Run run, JsonNode metric) {
    String key = name("metric", metric);
    if (!metric.path("value").isNumber()) {
      throw wrong("Got invalid value %s for metric '%s'".formatted(metric.path("value"), key));
    }
    if (metric.path("timestamp").asLong(-1) < 0 || !metric.path("step").isIntegralNumber()) {
      throw wrong("Got invalid timestamp or step for metric '%s'".formatted(key));
    }
    run.metrics
        .computeIfAbsent(key, unused -> new LinkedHashMap<>())
        .put(metric.path("step").asLong(), metric.path("value").asDouble());
  }

  private static void setParam(Run run, JsonNode param) {
    String key = name("param", param);
    String value = value("Param", param, 250);
    String before = run.params.putIfAbsent(key, value);
    if (before != null && !before.equals(value)) {
      throw wrong("Changing param values is not allowed. Param with key='%s'".formatted(key));
    }
  }

  private static void setTag(Run run, JsonNode tag) {
    run.tags.put(name("tag", tag), value("Tag", tag, 5000));
  }

  private static String name(String kind, JsonNode entity) {
    String key = required(entity, "key");
    if (!NAMES.matcher(key).matches()) {
      throw wrong("Invalid %s name: '%s'".formatted(kind, key));
    }
    if (!java.nio.file.Path.of("/x/" + key).normalize().toString().equals("/x/" + key)
        || key.startsWith("/")) {
      throw wrong("Invalid %s name: '%s', would resolve to another".formatted(kind, key));
    }
    if (key.length() > 250) {
      throw wrong("%s name had length %d".formatted(kind, key.length()));
    }
    return key;
  }

  private static String value(String kind, JsonNode entity, int most) {
    if (!entity.path("value").isTextual() || entity.path("value").asText().length() > most) {
      throw wrong("%s value of %s".formatted(kind, entity));
    }
    return entity.path("value").asText();
  }

  private JsonNode put(HttpExchange exchange, String path, byte[] body) {
    if (path.contains("..") || path.startsWith("/")) {
      throw wrong("Invalid path");
    }
    if (exchange.getRequestHeaders().getFirst("Content-Length") == null) {
      throw wrong("no length");
    }
    files.put(path, body);
    return JSON.createObjectNode();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
