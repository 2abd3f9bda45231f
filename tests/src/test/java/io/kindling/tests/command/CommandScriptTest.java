package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import io.kindling.tests.command.KindlingCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code submit/bin/kindling} without an installed Spark. */
class CommandScriptTest {
  @TempDir private Path folder;

  @Test
  void trainsAndPredictsOnSampleData() throws IOException, InterruptedException {
    Path run = folder.resolve("xor");
    Result train =
        kindling(
            "train", sample("xor.yaml"), "--set", "training.epochs=20", "--output", run.toString());
    assertEquals(0, train.status(), train.error());
    assertEquals("", train.error());
    String model = run.resolve("model").toString();
    Path predictions = folder.resolve("predictions");
    Result predict =
        kindling("predict", model, "--data", sample("xor.csv"), "--output", predictions.toString());
    assertEquals(0, predict.status(), predict.error());
    assertEquals(List.of("0", "1", "1", "0"), predictedClasses(predictions));
    Path withoutSpark = folder.resolve("without-spark");
    Result local =
        kindling(
            "predict",
            model,
            "--data",
            sample("xor.csv"),
            "--output",
            withoutSpark.toString(),
            "--no-spark");
    assertEquals(0, local.status(), local.error());
    assertEquals("4 predictions in " + withoutSpark + "\n", local.output());
    assertEquals(text(predictions), text(withoutSpark));
    Result other =
        kindling(
            "predict",
            model,
            "--data",
            sample("xor.csv"),
            "--output",
            folder.resolve("none").toString(),
            "--no-spark",
            "--conf",
            "spark.hadoop.fs.defaultFS=elsewhere:///");
    assertTrue(other.error().contains("found no file system"), other.error());
    Result refused = kindling("predict", model, "--no-spark", "--master", "local[1]");
    assertEquals(2, refused.status());
    assertEquals(
        "kindling: --no-spark: found --master local[1], expected none of Spark's options\n",
        refused.error());
  }

  /** All that stands in the files of a folder, in the order of their names. */
  private static List<String> text(Path folder) throws IOException {
    List<String> text = new ArrayList<>();
    try (var parts = Files.newDirectoryStream(folder, "part-*")) {
      List<Path> sorted = new ArrayList<>();
      parts.forEach(sorted::add);
      sorted.sort(null);
      for (Path part : sorted) {
        text.add(part.getFileName() + ": " + Files.readString(part));
      }
    }
    return text;
  }

  private static List<String> predictedClasses(Path folder) throws IOException {
    List<String> classes = new ArrayList<>();
    try (var parts = Files.newDirectoryStream(folder, "part-*")) {
      List<Path> sorted = new ArrayList<>();
      parts.forEach(sorted::add);
      sorted.sort(null);
      for (Path part : sorted) {
        Files.readAllLines(part).stream()
            .skip(1)
            .forEach(line -> classes.add(line.split(",", -1)[1])); // behind the row's number
      }
    }
    return classes;
  }

  private static String sample(String name) {
    return Project.sampleData().resolve(name).toString();
  }

  private Result kindling(String... arguments) throws IOException, InterruptedException {
    return new KindlingCommand(folder).run(arguments);
  }
}
