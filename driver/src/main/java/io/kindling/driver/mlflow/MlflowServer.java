package io.kindling.driver.mlflow;

import io.kindling.kernels.spec.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * An MLflow tracking server, and what it knows its users by. As MLflow's own client does, it reads
 * that from the environment: {@value #USERNAME} with {@value #PASSWORD}, or else {@value #TOKEN}.
 * Neither is shown or written anywhere.
 */
public final class MlflowServer {
  /** The variable that names the server, where nothing else does. */
  public static final String TRACKING_URI = "MLFLOW_TRACKING_URI";

  /** The variable that names the experiment, where nothing else does. */
  public static final String EXPERIMENT = "MLFLOW_EXPERIMENT_NAME";

  static final String USERNAME = "MLFLOW_TRACKING_USERNAME";
  static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
  static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
  private static final String EXPECTED =
      "the address of a server, such as https://mlflow.example.org";

  private final URI uri;
  private final Optional<String> authorization;

  private MlflowServer(URI uri, Optional<String> authorization) {
    this.uri = uri;
    this.authorization = authorization;
  }

  /**
   * The server at an address.
   *
   * @param place where the address was found, for errors
   * @param uri {@code http} or {@code https}, with the path that the server is under, if any
   * @param environment variables, as those of {@link System#getenv()}
   * @throws InvalidInputException when it is no such address, or holds a password
   */
  public static MlflowServer of(String place, String uri, Map<String, String> environment) {
    URI parsed = parsed(place, uri);
    String scheme = String.valueOf(parsed.getScheme());
    boolean isWeb = scheme.equals("http") || scheme.equals("https");
    if (!isWeb || parsed.getHost() == null) {
      throw InvalidInputException.at(place, "'%s'".formatted(withoutUser(uri)), EXPECTED);
    }
    if (parsed.getRawUserInfo() != null
        || parsed.getRawQuery() != null
        || parsed.getRawFragment() != null) {
      throw InvalidInputException.at(
          place,
          "more than an address",
          "scheme, host, port and path; a user is told by %s and %s, or %s"
              .formatted(USERNAME, PASSWORD, TOKEN));
    }
    return new MlflowServer(parsed, authorization(environment));
  }

  private static URI parsed(String place, String uri) {
    try {
      return new URI(uri.replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      throw InvalidInputException.at(place, "'%s'".formatted(withoutUser(uri)), EXPECTED);
    }
  }

  /** An address may hold a password. */
  private static String withoutUser(String uri) {
    return uri.replaceFirst("//[^/]*@", "//");
  }

  /** User and password come first, as in MLflow's client. */
  private static Optional<String> authorization(Map<String, String> environment) {
    String user = environment.getOrDefault(USERNAME, "");
    String password = environment.getOrDefault(PASSWORD, "");
    if (!user.isEmpty() && !password.isEmpty()) {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }
    String token = environment.getOrDefault(TOKEN, "").strip();
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) { // the error of Java would show it
      throw InvalidInputException.at(TOKEN, "blanks or other letters than ASCII", "a token");
    }
    return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
  }

  /** Where it is, without a slash at the end. */
  URI uri() {
    return uri;
  }

  /** The header that says who asks. */
  Optional<String> authorization() {
    return authorization;
  }

  /** Its address. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
