package io.kindling.driver.mlflow;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where files are put so that a tracking server stores them. */
final class ArtifactPlace {
  private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts";

  private ArtifactPlace() {}

  /**
   * The address of a run's folder: a server that stores files itself says {@code
   * mlflow-artifacts:/…}, or the whole address.
   *
   * @param server where the API is
   * @param artifacts where the server says that the run's files lie
   * @return none where they lie elsewhere: in a store that clients write to themselves
   */
  static Optional<URI> of(URI server, String artifacts) {
    try {
      URI place = new URI(artifacts);
      String scheme = String.valueOf(place.getScheme());
      if (scheme.equals("http") || scheme.equals("https")) {
        return Optional.of(place);
      }
      if (!scheme.equals("mlflow-artifacts") || place.getPath() == null) {
        return Optional.empty();
      }
      String authority =
          place.getAuthority() == null ? server.getAuthority() : place.getAuthority();
      String path = server.getPath() + PROXY + "/" + place.getPath();
      return Optional.of(
          new URI(server.getScheme(), authority, path.replaceAll("/+", "/"), null, null));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
