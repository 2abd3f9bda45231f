package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import io.kindling.submit.output.RunFolder;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kindling train --mlflow} does. */
final class MlflowRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  /** A server that says yes to everything. */
  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    byte[] answer =
        ("{\"experiment\": {\"experiment_id\": \"3\"}, \"run\": {\"info\": {\"run_id\": \"r\","
                + " \"artifact_uri\": \"mlflow-artifacts:/3/r/artifacts\"}}}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Outcome train(String... more) throws IOException {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "train";
    arguments[1] = TinyRun.write(folder).toString();
    arguments[2] = "--output";
    arguments[3] = folder.resolve("out").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Outcome.of(arguments);
  }

  @Test
  void aTrainingIsARunOfTheExperimentOfItsConfigUnderTheNameOfItsFolder() throws IOException {
    Outcome outcome = train("--mlflow=" + uri());
    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals(List.of(), outcome.err());
    assertTrue(outcome.out().contains("For MLflow: run out of run at " + uri()), outcome::toString);
    assertEquals(
        "GET /api/2.0/mlflow/experiments/get-by-name?experiment_name=run ", requests.get(0));
    JsonNode created = Json.MAPPER.readTree(requests.get(1).replaceFirst("^POST \\S+ ", ""));
    assertEquals("out", created.path("run_name").asText());
    List<String> put =
        requests.stream()
            .filter(request -> request.startsWith("PUT "))
            .map(request -> request.split(" ", 3)[1].replaceFirst("-[0-9a-f]{16}", ""))
            .toList();
    String place = "/api/2.0/mlflow-artifacts/artifacts/3/r/artifacts/model/";
    assertEquals(List.of(place + "weights.safetensors", place + "manifest.json"), put);
  }

  @Test
  void experimentAndRunMayBeNamed() throws IOException {
    train("--mlflow=" + uri(), "--mlflow-experiment", "a b", "--mlflow-run", "third");
    assertTrue(requests.get(0).endsWith("?experiment_name=a+b "), requests.get(0));
    assertTrue(requests.get(1).contains("\"run_name\":\"third\""), requests.get(1));
  }

  @Test
  void aServerThatIsNotThereChangesNothingButALineOfTheLog() throws IOException {
    String nowhere = uri();
    server.stop(0);
    Outcome without = train();
    Outcome outcome = train("--overwrite", "--mlflow=" + nowhere);
    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals(without.lastLine(), outcome.lastLine());
    assertEquals(List.of(), requests);
  }

  @Test
  void whatIsNoServerIsRefusedBeforeAnythingIsTrained() throws IOException {
    Outcome outcome = train("--mlflow=mlruns");
    assertEquals(
        new Outcome(
            2,
            List.of(),
            List.of(
                "kindling: --mlflow: found 'mlruns', expected the address of a server, such as"
                    + " https://mlflow.example.org")),
        outcome);
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void aNameWithoutAServerIsRefused() throws IOException {
    assertEquals(
        List.of("kindling: --mlflow-run: found no --mlflow, expected it as well"),
        train("--mlflow-run", "x").err());
  }

  @Test
  void serverAndExperimentMayBeThoseOfTheEnvironment() {
    TrackingOptions options = new TrackingOptions();
    options.mlflow = "";
    RunFolder run = new RunFolder(folder.resolve("out").toString(), new Configuration());
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> options.check(run.hadoop(), Map.of()));
    assertEquals(
        "--mlflow: found no URI, expected --mlflow=URI, or one in MLFLOW_TRACKING_URI",
        refused.getMessage());
    Map<String, String> environment =
        Map.of("MLFLOW_TRACKING_URI", "https://h/ml", "MLFLOW_EXPERIMENT_NAME", "flowers");
    try (Tracking tracking = options.start(run, "config", environment)) {
      assertEquals(List.of("For MLflow: run out of flowers at https://h/ml"), tracking.lines());
    }
  }
}
