import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.Predictor;
import io.kindling.predictor.RowPrediction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Serves a model of classes over HTTP on this machine, without Spark: the columns of a row stand in
 * the query, and the answer is JSON. It is as short as an example is to be: a service for others
 * would limit what it takes, and encrypt.
 *
 * <p>Usage: {@code serve MODEL_DIR PORT}; a port of 0 is any free one.
 */
public final class ServeModel {
  private final Predictor predictor; // for any number of threads

  private ServeModel(Path model) {
    predictor = Predictor.load(model);
  }

  /** Serves until it is stopped. */
  public static void main(String[] arguments) throws IOException {
    ServeModel model = new ServeModel(Path.of(arguments[0]));
    InetAddress here = InetAddress.getLoopbackAddress();
    int port = Integer.parseInt(arguments[1]);
    HttpServer server = HttpServer.create(new InetSocketAddress(here, port), 0);
    server.createContext("/predict", model::answer);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.start();
    System.out.println("Serving at http://127.0.0.1:" + server.getAddress().getPort() + "/predict");
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status = 200;
    String answer;
    try {
      answer = json(predictor.predict(row(exchange.getRequestURI().getRawQuery())));
    } catch (InvalidInputException e) { // one line that says what is wrong with the row
      status = 400;
      answer = e.getMessage();
    }
    byte[] bytes = (answer + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> row(String query) {
    Map<String, String> row = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] both = pair.split("=", 2);
      row.put(decoded(both[0]), both.length == 2 ? decoded(both[1]) : "");
    }
    return row;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String json(RowPrediction prediction) {
    StringBuilder json = new StringBuilder("{\"class\": ");
    json.append(quoted(prediction.className().orElse("")));
    prediction.byName().forEach((name, p) -> json.append(", " + quoted(name) + ": " + p));
    return json.append('}').toString();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
