package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A regression whose labels are scaled: what people see is in the units of the data. */
final class LabelScaleRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String CONFIG =
      """
      data:
        train: {format: csv, path: rows.csv, label: price}
        validation: {format: csv, path: rows.csv, label: price}
        label_scale: standardize
      network: [dense: {units: 1}]
      loss: l2
      optimizer: {adam: {learning_rate: 0.1}}
      training: {epochs: 20, batch_size: 16, shards: 2}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeRows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,price"));
    for (int i = 0; i < 64; i++) {
      double x = i / 32.0 - 1;
      lines.add("%s,%s".formatted(x, 200_000 + 50_000 * x));
    }
    Files.write(folder.resolve("rows.csv"), lines);
  }

  @Test
  void metricsAndPredictionsAreInTheUnitsOfTheData() throws IOException {
    Outcome trained = train(CONFIG);
    assertEquals(0, trained.status(), trained::toString);
    assertTrue(
        trained.out().stream().anyMatch(line -> line.matches("epoch 20/20 .* r2 0\\.99.*")),
        trained::toString);

    List<String> history = Files.readAllLines(folder.resolve("run/history.jsonl"));
    JsonNode validation = new ObjectMapper().readTree(history.get(19)).get("validation");
    assertTrue(validation.get("r2").doubleValue() > 0.99, validation::toString);
    assertTrue(validation.get("mae").doubleValue() > 1, validation::toString);
    assertTrue(validation.get("loss").doubleValue() < 0.01, validation::toString);

    Outcome evaluated =
        Outcome.of("evaluate", model(), "--data", path("rows.csv"), "--label", "price");
    assertTrue(
        evaluated.out().stream().anyMatch(line -> line.startsWith("r2 0.99")), evaluated::toString);

    Files.write(folder.resolve("new.csv"), List.of("x", "0", "0.5"));
    Outcome predicted =
        Outcome.of("predict", model(), "--data", path("new.csv"), "--output", path("predictions"));
    assertEquals(0, predicted.status(), predicted::toString);
    List<Double> values = predictions();
    assertEquals(200_000, values.get(0), 5_000);
    assertEquals(225_000, values.get(1), 5_000);
  }

  @Test
  void labelsThatAreNotScaledAreToldOf() throws IOException {
    Outcome trained = train(CONFIG.replace("label_scale: standardize", "label_scale: none"));
    assertEquals(
        1,
        trained.out().stream()
            .filter(line -> line.startsWith("Warning: labels are far from 1 in size: 'price' (me"))
            .count(),
        trained::toString);
  }

  @Test
  void labelsOfAClassificationAreNotScaled() throws IOException {
    Outcome refused = train(CONFIG.replace("l2", "binary_cross_entropy"));
    assertEquals(2, refused.status(), refused::toString);
    assertTrue(
        refused
            .err()
            .get(refused.err().size() - 1)
            .endsWith(
                "run.yaml: data.label_scale: found 'standardize' with the loss"
                    + " binary_cross_entropy, expected a loss of regression, such as squared_error"),
        refused::toString);
  }

  private Outcome train(String yaml) throws IOException {
    Path config = Files.writeString(folder.resolve("run.yaml"), yaml);
    return Outcome.of("train", config.toString(), "--output", path("run"));
  }

  private String model() {
    return path("run/model");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private List<Double> predictions() throws IOException {
    List<Double> values = new ArrayList<>();
    try (var parts = Files.newDirectoryStream(folder.resolve("predictions"), "part-*")) {
      for (Path part : parts) {
        List<String> lines = Files.readAllLines(part);
        assertEquals("row,value_0", lines.get(0));
        lines.stream()
            .skip(1)
            .map(line -> Double.valueOf(line.substring(line.indexOf(',') + 1)))
            .forEach(values::add);
      }
    }
    return values.stream().sorted().toList();
  }
}
