package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Categories, missing numbers and weights from the config file to predictions. */
final class ColumnsRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String CONFIG =
      """
      data:
        train: {format: csv, path: rows.csv, label: kind, weight: w}
        validation: {split: 0.25}
        columns: {colour: one_hot}
        missing: mean
      network:
        - dense: {units: 2}
      loss: softmax_cross_entropy
      optimizer: {adam: {learning_rate: 0.5}}
      training: {epochs: 30, batch_size: 4}
      """;

  @TempDir private Path folder;
  private String model;
  private Outcome trained;

  @BeforeEach
  void train() throws IOException {
    String row = "1,red,0,1\n,blue,1,2\n3,red,0,1\n2,blue,1,0.5\n";
    Files.writeString(folder.resolve("rows.csv"), "x,colour,kind,w\n" + row.repeat(4));
    Path config = Files.writeString(folder.resolve("run.yaml"), CONFIG);
    model = folder.resolve("run/model").toString();
    trained = Outcome.of("train", config.toString(), "--output", folder.resolve("run").toString());
  }

  @Test
  void theModelIsTrained() {
    assertEquals(List.of(), trained.err());
    assertEquals(0, trained.status());
  }

  @Test
  void theModelIsEvaluatedOnItsColumns() {
    Outcome outcome =
        Outcome.of(
            "evaluate",
            model,
            "--data",
            folder.resolve("rows.csv").toString(),
            "--label",
            "kind",
            "--weight",
            "w");
    assertEquals(List.of(), outcome.err());
    assertEquals("accuracy 1.000000", outcome.lastLine());
  }

  @Test
  void predictionsTakeEmptyAndUnseenValues() throws IOException {
    Path rows =
        Files.writeString(folder.resolve("new.csv"), "x,colour\n1,red\n,blue\n2,pink\n2,\n");
    Path output = folder.resolve("predictions");
    Outcome outcome =
        Outcome.of("predict", model, "--data", rows.toString(), "--output", output.toString());
    assertEquals(List.of(), outcome.err());
    List<String> lines = lines(output);
    assertEquals(
        List.of("1,0", "2,1"), lines.subList(0, 2).stream().map(l -> l.substring(0, 3)).toList());
    assertEquals(lines.get(2).substring(2), lines.get(3).substring(2));
  }

  @Test
  void whatTheModelMakesDoWithIsTold() throws IOException {
    String rows =
        Files.writeString(
                folder.resolve("new.csv"),
                "x,colour,kind,w\n1,red,0,1\n,blue,1,1\n2,pink,0,1\n,,1,1\n")
            .toString();
    List<String> told =
        List.of(
            "Seen: column 'colour' has a category that the model does not know in 1 of 4 rows,"
                + " first 'pink' at %s:4; it counts as none".formatted(rows),
            "Seen: column 'x' has no value in 2 of 4 rows, first at %s:3; missing: mean stands for"
                    .formatted(rows)
                + " it");
    String one = folder.resolve("one").toString();
    String two = folder.resolve("two").toString();
    String config = folder.resolve("run.yaml").toString();
    String onnx = folder.resolve("model.onnx").toString();
    assertEquals(List.of(), Outcome.of("export", model, "--output", onnx).err());
    for (String[] command :
        new String[][] {
          {"evaluate", model, "--data", rows},
          {"explain", model, "--data", rows},
          {"check", onnx, "--model", model, "--data", rows},
          {"predict", model, "--data", rows, "--output", one},
          {"predict", model, "--data", rows, "--output", two, "--no-spark"},
          {
            "train",
            config,
            "--set",
            "data.validation={format: csv, path: new.csv, label: kind, weight: w}",
            "--output",
            folder.resolve("validated").toString()
          }
        }) {
      Outcome outcome = Outcome.of(command);
      assertEquals(List.of(), outcome.err());
      assertEquals(
          told,
          outcome.out().stream().filter(line -> line.startsWith("Seen")).toList(),
          command[0]);
    }
  }

  @Test
  void aKryoThatTakesRegisteredClassesOnlyIsEnough() throws IOException {
    Map<String, String> settings =
        Map.of(
            "spark.serializer",
            "org.apache.spark.serializer.KryoSerializer",
            "spark.kryo.registrationRequired",
            "true");
    String usual = trained.lastLine();
    settings.forEach(System::setProperty);
    try {
      String config = folder.resolve("run.yaml").toString();
      String run = folder.resolve("run").toString();
      trained = Outcome.of("train", config, "--output", run, "--overwrite");
      assertEquals(List.of(), trained.err());
      assertEquals(usual, trained.lastLine());
      theModelIsEvaluatedOnItsColumns();
      predictionsTakeEmptyAndUnseenValues();
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  private static List<String> lines(Path output) throws IOException {
    try (Stream<Path> parts = Files.list(output)) {
      return parts
          .filter(part -> part.getFileName().toString().startsWith("part-"))
          .sorted()
          .flatMap(ColumnsRunTest::read)
          .filter(line -> !line.startsWith("row"))
          .toList();
    }
  }

  private static Stream<String> read(Path part) {
    try {
      return Files.readAllLines(part).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
