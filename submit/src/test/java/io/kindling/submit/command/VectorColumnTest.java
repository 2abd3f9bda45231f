package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose features are all in one column of vectors, of files that have other columns. */
final class VectorColumnTest {
  private static final String CONFIG =
      """
      data:
        train: {format: json, path: rows.jsonl, label: y}
        features: [v]
      network:
        - dense: {units: 1, initializer: {constant: {value: 1}}}
      loss: squared_error
      optimizer: {sgd: {learning_rate: 1.0e-30}}
      training: {epochs: 1, batch_size: 4}
      """;
  private static final String ROWS =
      """
      {"id": 7, "w": [9, 9], "v": [1, 2], "o": [{"a": 1}], "y": 3}
      {"id": 8, "w": [9, 8], "v": [3, 4], "o": [], "y": 7}
      """;

  @TempDir private Path folder;
  private String rows;
  private String model;

  @BeforeEach
  void train() throws IOException {
    rows = write("rows.jsonl", ROWS.repeat(4));
    Outcome trained = train("run");
    assertEquals(List.of(), trained.err());
    model = folder.resolve("run/model").toString();
  }

  @Test
  void theFileThatItWasTrainedOnIsTaken() throws IOException {
    assertEquals("loss 0.000000", evaluated(rows));
    assertEquals(List.of("3", "7"), predicted(rows).subList(0, 2));
    assertEquals(List.of("3", "7"), predicted(rows, "--no-spark").subList(0, 2));
  }

  @Test
  void itsColumnIsTakenByNameInAnyOrder() throws IOException {
    String other = write("other.jsonl", "{\"y\": 11, \"v\": [5, 6], \"w\": [1, 1], \"z\": \"a\"}");
    assertEquals("loss 0.000000", evaluated(other));
    assertEquals(List.of("11"), predicted(other));
  }

  @Test
  void rowsWithoutSuchAColumnAreTakenAsTheyAre() throws IOException {
    String named = write("named.jsonl", "{\"w\": [5, 6], \"y\": 11}");
    String numbers = write("numbers.jsonl", "{\"a\": 5, \"v\": 6, \"y\": 11}");
    assertEquals(List.of("11"), predicted(named));
    assertEquals(List.of("11"), predicted(numbers));
    assertEquals(List.of("11"), predicted(numbers, "--no-spark"));
  }

  @Test
  void rowsToValidateOnAreTakenByItsName() throws IOException {
    write("held.jsonl", ROWS);
    Outcome trained = train("held", "data.validation={path: held.jsonl, label: y}");
    assertEquals(List.of(), trained.err());
    assertTrue(
        trained.out().stream().anyMatch(line -> line.contains("validation:  loss 0.0000")),
        trained.out().toString());
  }

  private Outcome train(String run, String... settings) throws IOException {
    String config = Files.writeString(folder.resolve("run.yaml"), CONFIG).toString();
    return Outcome.ofTraining(config, folder.resolve(run), settings);
  }

  private String evaluated(String data) {
    Outcome outcome = Outcome.of("evaluate", model, "--data", data);
    assertEquals(List.of(), outcome.err());
    return outcome.out().get(0);
  }

  /** The values that are predicted, rounded. */
  private List<String> predicted(String data, String... options) throws IOException {
    Path output = Files.createTempDirectory(folder, "predictions").resolve("p");
    Stream<String> command =
        Stream.of("predict", model, "--data", data, "--output", output.toString());
    Outcome outcome = Outcome.of(Stream.concat(command, Stream.of(options)).toArray(String[]::new));
    assertEquals(List.of(), outcome.err());
    return Files.readAllLines(output.resolve("part-00000")).stream()
        .skip(1)
        .map(line -> Long.toString(Math.round(Double.parseDouble(line.split(",", -1)[1]))))
        .toList();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
