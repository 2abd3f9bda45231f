package io.kindling.tests.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.predictor.model.ModelManifest;
import io.kindling.tests.Project;
import io.kindling.tests.data.CommandRun;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No test, and run by its name only: trains what has a config file and rows, but no model yet, and
 * keeps what is saved. What is there already stays as it is: a later version would write it
 * otherwise.
 */
class WriteFormats {
  @Test
  void keepWhatThisVersionSaves(@TempDir Path output) throws IOException {
    List<SavedTraining> added =
        SavedTraining.all().filter(training -> Files.notExists(training.modelFolder())).toList();
    for (SavedTraining training : added) {
      Path run = output.resolve(training.toString());
      CommandRun trained =
          CommandRun.of(
              "train",
              training.configFile().toString(),
              "--output",
              run.toString(),
              "--set",
              "training.checkpoint={every_steps: 4, keep: 2}");
      assertEquals(0, trained.status(), trained.err());
      copy(run.resolve("model"), training.modelFolder());
      withoutPlace(training.modelFolder().resolve(ModelManifest.FILE));
      copy(run.resolve("checkpoints"), training.checkpoints());
      // The one amid an epoch holds more than that of the end.
      keepFirst(training.checkpoints());
      Files.writeString(training.state(), SavedTraining.text(training.checkpoint()));
      try (JavaSparkContext context = Contexts.start("local[2]")) {
        Files.writeString(
            training.predictions(),
            training.predict(context).stream()
                .map(Arrays::toString)
                .collect(Collectors.joining("\n", training.model().sha256() + "\n", "\n")));
      }
    }
  }

  /** Where the project lies on a machine is no part of a format. */
  private static void withoutPlace(Path manifest) throws IOException {
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace(Project.root().toAbsolutePath() + "/", ""));
  }

  private static void keepFirst(Path checkpoints) throws IOException {
    List<Path> manifests = files(checkpoints).filter(f -> f.toString().endsWith(".json")).toList();
    for (Path manifest : manifests.subList(1, manifests.size())) {
      Files.delete(manifest);
    }
    String kept = Files.readString(manifests.get(0));
    for (Path file : files(checkpoints).toList()) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".safetensors") && !kept.contains(name)) {
        Files.delete(file);
      }
    }
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList().stream();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(from).filter(Files::isRegularFile).toList()) {
      if (!String.valueOf(file.getFileName()).startsWith(".")) {
        Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
      }
    }
  }
}
