package io.kindling.driver.mlflow;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kindling.kernels.spec.FirstLine;
import io.kindling.kernels.spec.Names;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests to a tracking server. What fails for the moment (a connection, a timeout, the statuses
 * that MLflow's own client tries again) is tried again as long as the patience lasts; but not where
 * no connection has ever been made: that will be a wrong address.
 */
final class MlflowRequests {
  private static final String API = "/api/2.0/mlflow/";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long REQUEST_NANOS = Duration.ofSeconds(10).toNanos();
  private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);
  private static final Set<Integer> NOT_DONE = Set.of(429, 503); // for sure
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MlflowServer server;
  private final Patience patience;
  // A server that knows HTTP/1.1 only may stumble over the offer of another version.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private boolean reached;

  MlflowRequests(MlflowServer server, Patience patience) {
    this.server = server;
    this.patience = patience;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body JSON; a missing node where it is none
   */
  record Answer(int status, JsonNode body) {
    boolean isError(String code) {
      return body.path("error_code").asText().equals(code);
    }
  }

  /** Asks for something by a name. */
  Answer get(String path, String key, String value) {
    URI uri =
        URI.create(
            server
                + API
                + path
                + "?"
                + key
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8));
    return ask("GET " + path, HttpRequest.newBuilder(uri).GET(), true, true);
  }

  /**
   * Sends a message.
   *
   * @param again whether it may be sent twice, where it is not known if it was done
   * @throws MlflowException when the answer is not that it was done
   */
  JsonNode post(String path, JsonNode message, boolean again) {
    String what = "POST " + path;
    Answer answer = tryPost(path, message, again);
    if (answer.status() != OK) {
      throw refused(what, answer);
    }
    return answer.body();
  }

  /** The same, with any answer that is not for the moment only. */
  Answer tryPost(String path, JsonNode message, boolean again) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + API + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(message.toString()));
    return ask("POST " + path, request, again, true);
  }

  /**
   * Puts a file somewhere. It may take as long as there is at all.
   *
   * @throws MlflowException when the answer is not that it is there
   */
  void put(URI place, HttpRequest.BodyPublisher content) {
    String what = "PUT " + place.getPath();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place)
            .header("Content-Type", "application/octet-stream")
            .PUT(content);
    Answer answer = ask(what, request, true, false);
    if (answer.status() != OK) {
      throw refused(what, answer);
    }
  }

  private Answer ask(String what, HttpRequest.Builder request, boolean again, boolean isShort) {
    server.authorization().ifPresent(header -> request.header("Authorization", header));
    HttpRequest ready = request.build();
    long start = System.nanoTime();
    for (int attempt = 0; ; attempt++) {
      String problem;
      boolean mayTryAgain;
      try {
        Answer answer = send(ready, isShort ? patience.left(start) : patience.leftOfAll(), isShort);
        if (!TRANSIENT.contains(answer.status())) {
          return answer;
        }
        problem = described(answer);
        mayTryAgain = again || NOT_DONE.contains(answer.status());
      } catch (TimeoutException e) {
        problem = "no answer in time";
        mayTryAgain = again;
      } catch (ConnectException | HttpConnectTimeoutException e) {
        problem = "no connection";
        mayTryAgain = reached;
      } catch (IOException e) {
        problem = FirstLine.of(e);
        mayTryAgain = again;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MlflowException("%s: %s: interrupted".formatted(server, what));
      }
      if (!mayTryAgain || !pause(start, attempt)) {
        throw new MlflowException("%s: %s: %s".formatted(server, what, problem));
      }
    }
  }

  private boolean pause(long start, int attempt) {
    try {
      return patience.pause(start, attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Sends it; unlike the client's own timeout, this one counts until the answer is there whole. */
  private Answer send(HttpRequest request, long left, boolean isShort)
      throws IOException, TimeoutException, InterruptedException {
    long nanos = isShort ? Math.min(left, REQUEST_NANOS) : left;
    if (nanos <= 0) {
      throw new TimeoutException();
    }
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      HttpResponse<String> response = sent.get(nanos, TimeUnit.NANOSECONDS);
      reached = true;
      return new Answer(response.statusCode(), json(response.body()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      sent.cancel(true);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) { // a proxy, say, answers with a page
      return MissingNode.getInstance();
    }
  }

  /** The error about an answer that is none to go on from. */
  MlflowException refused(String what, Answer answer) {
    String hint =
        answer.status() == 401 || answer.status() == 403
            ? "; %s and %s, or %s, say who asks"
                .formatted(MlflowServer.USERNAME, MlflowServer.PASSWORD, MlflowServer.TOKEN)
            : "";
    return new MlflowException("%s: %s: %s%s".formatted(server, what, described(answer), hint));
  }

  private static String described(Answer answer) {
    String code = answer.body().path("error_code").asText();
    String message = FirstLine.of(answer.body().path("message").asText());
    return "status "
        + answer.status()
        + (code.isEmpty() ? "" : ", " + Names.shortened(code))
        + (message.isEmpty() ? "" : ", " + message.substring(0, Math.min(200, message.length())));
  }
}
