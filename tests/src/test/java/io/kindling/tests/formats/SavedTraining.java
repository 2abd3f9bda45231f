package io.kindling.tests.formats;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.training.TrainingState;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.Prediction;
import io.kindling.submit.config.RunConfig;
import io.kindling.tests.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A training as a version saved it: its config file and rows, and beside them the model, the last
 * checkpoint, and what both held.
 *
 * @param folder {@code formats/VERSION/NAME}
 */
public record SavedTraining(Path folder) {
  /** All that are kept. */
  public static Stream<SavedTraining> all() {
    try (Stream<Path> found =
        Files.walk(Project.root().resolve("tests/src/test/resources/formats"))) {
      return found
          .filter(path -> path.endsWith("config.yaml"))
          .map(path -> new SavedTraining(path.resolveSibling("")))
          .sorted((a, b) -> a.folder.compareTo(b.folder))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path configFile() {
    return folder.resolve("config.yaml");
  }

  RunConfig config() {
    return RunConfig.read(configFile(), Map.of());
  }

  Path modelFolder() {
    return folder.resolve("model");
  }

  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** The SHA-256 of the model, and what it predicts for each row. */
  Path predictions() {
    return folder.resolve("predictions.txt");
  }

  /** What the state of the checkpoint is, its arrays by their bits. */
  Path state() {
    return folder.resolve("state.txt");
  }

  TrainedModel model() {
    return ModelFiles.load(new Configuration(), modelFolder().toString());
  }

  TrainingState checkpoint() {
    try {
      return new CheckpointFolder(checkpoints().toString(), new Configuration())
          .last()
          .orElseThrow()
          .state();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the model predicts for the rows. */
  List<float[]> predict(JavaSparkContext context) {
    return predict(context, model());
  }

  /** What another model predicts for them. */
  List<float[]> predict(JavaSparkContext context, TrainedModel model) {
    try (ReadTable table =
            ModelEvaluation.open(context, model, config().data().train(), Use.SCORED);
        Scorer scorer = new Scorer(context, model)) {
      return scorer.score(table).collect().stream().map(Prediction::outputs).toList();
    }
  }

  /** A state in lines that tell every bit of it. */
  static String text(TrainingState state) {
    return Stream.of(
            "position " + state.position(),
            "sync " + state.sync(),
            "losses " + state.progress().epochLosses(),
            "best %s of %s, %s"
                .formatted(
                    state.progress().best().epoch(),
                    state.progress().best().seen(),
                    state.progress().best().parameters().map(Arrays::hashCode)),
            "numbers " + new TreeMap<>(state.learning().numbers()),
            "arrays " + bits(state.learning().arrays()),
            "epoch's start " + state.epochStart().map(start -> bits(start.arrays())),
            "setbacks " + state.setbacks())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static Map<String, String> bits(Map<String, float[]> arrays) {
    Map<String, String> bits = new TreeMap<>();
    arrays.forEach((name, values) -> bits.put(name, values.length + ":" + Arrays.hashCode(values)));
    return bits;
  }

  @Override
  public String toString() {
    return folder.subpath(folder.getNameCount() - 2, folder.getNameCount()).toString();
  }
}
