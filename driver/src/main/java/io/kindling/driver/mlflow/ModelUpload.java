package io.kindling.driver.mlflow;

import io.kindling.predictor.model.ContentDigest;
import io.kindling.predictor.model.ModelManifest;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.model.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a model's files into the folder {@code model} of a run, the manifest last. */
final class ModelUpload {
  private static final String FOLDER = "model/";

  private final MlflowServer server;
  private final MlflowRequests requests;
  private final MlflowRun run;

  ModelUpload(MlflowServer server, MlflowRequests requests, MlflowRun run) {
    this.server = server;
    this.requests = requests;
    this.run = run;
  }

  /**
   * Does so.
   *
   * @throws MlflowException when the server does not take files, or not these
   */
  void upload(TrainedModel model) {
    Weights weights = Weights.of(model);
    ContentDigest digest = weights.digest();
    String name = ModelManifest.weightsName(digest);
    try {
      // By its length, since not every server takes a request that does not tell it.
      Path file = Files.createTempFile("kindling-", ".safetensors");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          weights.write(out);
        }
        put(name, BodyPublishers.ofFile(file));
      } finally {
        Files.delete(file);
      }
      byte[] manifest = ModelManifest.write(model, name, digest.sha256());
      put(ModelManifest.FILE, BodyPublishers.ofByteArray(manifest));
    } catch (IOException e) {
      throw new MlflowException("the model's files could not be made: " + e);
    }
  }

  private void put(String name, BodyPublisher content) {
    URI place =
        run.place(server.uri(), FOLDER + name)
            .orElseThrow(
                () ->
                    new MlflowException(
                        "%s: the model was not handed over: found artifacts at '%s', expected"
                                .formatted(server, run.artifacts())
                            + " mlflow-artifacts:, those of a server that takes them"
                            + " (mlflow server --serve-artifacts)"));
    requests.put(place, content);
  }
}
