package io.kindling.tests.data;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.training.Trainer;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.config.RunConfig;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Trains for an epoch on rows that a config file declares, in a context for the whole class. */
final class OneEpoch implements BeforeAllCallback, AfterAllCallback {
  private static final String CONFIG =
      """
      data:
        train: {format: csv, path: %s, label: kind}
      %snetwork:
        - dense: {units: %s}
      loss: %s
      optimizer: {sgd: {learning_rate: 0.01}}  # Adam's first steps hardly tell one gradient from another
      training: {epochs: 1, batch_size: %s, shards: 2}
      """;

  private final Map<String, String> plain = new HashMap<>();
  private @Nullable JavaSparkContext context;
  private @Nullable Path folder;
  private @Nullable TrainedModel model;

  /**
   * Trains, and gives the model's SHA-256: it tells which rows were read, in which order.
   *
   * @param place the folder of the data; the config file is written there, too
   * @param path of the data in the folder
   * @param settings more lines of the section {@code data}
   * @param outputs of the network; 1 for two classes
   */
  String sha256(Path place, String path, String settings, int outputs) throws IOException {
    String loss = outputs == 1 ? "binary_cross_entropy" : "softmax_cross_entropy";
    String text = CONFIG.formatted(path, settings, outputs, loss, PlainTable.ROWS / 3);
    RunConfig run = RunConfig.read(Files.writeString(place.resolve("config.yaml"), text), Map.of());
    folder = place;
    model = Trainer.on(started()).data(run.data()).build(run.training()).train();
    return model.sha256();
  }

  /** The SHA-256 for a plain CSV, trained on once however many files say the same. */
  String sha256OfPlain(Path place, String csv, String settings, int outputs) throws IOException {
    String known = plain.get(settings + csv);
    if (known == null) {
      Files.writeString(place.resolve("plain.csv"), csv);
      known = sha256(place, "plain.csv", settings, outputs);
      plain.put(settings + csv, known);
    }
    return known;
  }

  /** The manifest of the last model. */
  String manifest() throws IOException {
    Path saved = Objects.requireNonNull(folder).resolve("model");
    ModelFiles.save(
        Objects.requireNonNull(model), started().hadoopConfiguration(), saved.toString());
    return Files.readString(saved.resolve("manifest.json"));
  }

  private JavaSparkContext started() {
    return Objects.requireNonNull(context);
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    context = Contexts.start("local[2]");
  }

  @Override
  public void afterAll(ExtensionContext test) {
    started().close();
  }
}
