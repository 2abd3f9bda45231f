package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A small training from the config file to predictions, as a user runs it. */
final class TrainEvaluatePredictTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private static Path folder;
  private static Path output;
  private static Outcome trained;
  private static Outcome evaluated;
  private static Outcome predicted;

  @BeforeAll
  static void run() throws IOException {
    output = folder.resolve("run");
    Path rows = folder.resolve("rows.csv");
    Path unlabelled = folder.resolve("unlabelled.csv");
    trained = Outcome.of("train", TinyRun.write(folder).toString(), "--output", output.toString());
    String model = output.resolve("model").toString();
    evaluated = Outcome.of("evaluate", model, "--data", rows.toString(), "--label", "kind");
    Files.writeString(unlabelled, TinyRun.rows(false));
    predicted =
        Outcome.of(
            "predict",
            model,
            "--data",
            unlabelled.toString(),
            "--output",
            folder.resolve("predictions").toString());
  }

  @Test
  void allEndWell() {
    assertEquals(
        List.of(0, 0, 0),
        List.of(trained.status(), evaluated.status(), predicted.status()),
        () -> "%s %s %s".formatted(trained, evaluated, predicted));
  }

  @Test
  void nothingIsSaidOnTheErrorStream() {
    assertEquals(
        List.of(List.of(), List.of(), List.of()),
        List.of(trained.err(), evaluated.err(), predicted.err()));
  }

  @Test
  void theLastLineOfTrainNamesTheModelsSha256() throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(weights()));
    assertEquals(
        "Model in %s/model, SHA-256 %s".formatted(output, HexFormat.of().formatHex(digest)),
        trained.lastLine());
  }

  @Test
  void trainPrintsALineForEachEpoch() {
    assertEquals(
        List.of("epoch 1/2", "epoch 2/2"),
        trained.out().stream()
            .filter(line -> line.startsWith("epoch "))
            .map(line -> line.substring(0, 9))
            .toList());
  }

  @Test
  void theOutputFolderHoldsModelHistoryReportAndTheCheckpointOfTheEndOnly() throws IOException {
    try (Stream<Path> paths = Files.walk(output)) {
      assertEquals(
          List.of(
              "checkpoints/after-epoch-2-batch-0-….json",
              "checkpoints/learner-….safetensors",
              "history.jsonl",
              "model/manifest.json",
              "model/weights-….safetensors",
              "report.html",
              "report.json"),
          paths
              .filter(Files::isRegularFile)
              .map(path -> output.relativize(path).toString())
              .map(path -> path.replaceFirst("-[0-9a-f]{16}", "-…"))
              .sorted()
              .toList());
    }
  }

  @Test
  void theHistoryHasTheDocumentedKeysInEveryLine() throws IOException {
    List<String> documented =
        List.of(
            "epoch",
            "step",
            "train_loss",
            "validation",
            "learning_rate",
            "seconds",
            "samples_per_second");
    for (JsonNode line : history()) {
      assertEquals(documented, names(line));
      assertEquals(List.of("loss", "accuracy"), names(line.get("validation")));
    }
  }

  @Test
  void theHistoryCountsEpochsAndSteps() throws IOException {
    List<List<Integer>> counted = new ArrayList<>();
    for (JsonNode line : history()) {
      counted.add(List.of(line.get("epoch").intValue(), line.get("step").intValue()));
    }
    assertEquals(List.of(List.of(1, 4), List.of(2, 8)), counted);
  }

  @Test
  void evaluatingTheValidationRowsGivesTheLastLineOfTheHistory() throws IOException {
    JsonNode validation = history().get(1).get("validation");
    assertEquals(List.of(line(validation, "loss"), line(validation, "accuracy")), evaluated.out());
  }

  private static String line(JsonNode values, String name) {
    return String.format(Locale.ROOT, "%s %.6f", name, values.get(name).doubleValue());
  }

  @Test
  void everyRowIsPredicted() throws IOException {
    assertEquals(TinyRun.ROWS, predictions().size());
  }

  @Test
  void predictionsAreAClassAndAProbabilityForEachClass() throws IOException {
    for (String line : predictions()) {
      assertTrue(line.matches("[0-9]+,[01],[0-9.E-]+,[0-9.E-]+"), line);
      String[] cells = line.split(",", -1);
      double first = Double.parseDouble(cells[2]);
      double second = Double.parseDouble(cells[3]);
      assertEquals(1, first + second, 1e-6, line);
      assertEquals(second > first ? "1" : "0", cells[1], line);
    }
  }

  @Test
  void predictCountsItsRows() {
    assertEquals("60 predictions in " + folder.resolve("predictions"), predicted.lastLine());
  }

  @Test
  void everyPartOfThePredictionsStartsWithAHeader() throws IOException {
    for (List<String> part : parts()) {
      assertEquals("row,prediction,probability_0,probability_1", part.get(0));
    }
  }

  private static Path weights() throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(output.resolve("model/manifest.json").toFile());
    return output.resolve("model").resolve(manifest.get("weights").textValue());
  }

  private static List<String> predictions() throws IOException {
    return parts().stream().flatMap(part -> part.stream().skip(1)).toList();
  }

  private static List<List<String>> parts() throws IOException {
    List<List<String>> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("predictions"))) {
      for (Path part :
          files.filter(file -> file.getFileName().toString().startsWith("part-")).toList()) {
        parts.add(Files.readAllLines(part));
      }
    }
    return parts;
  }

  private static List<JsonNode> history() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output.resolve("history.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
