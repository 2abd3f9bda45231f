package io.kindling.tests.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model finds its columns in files that have others, or the same in another order. */
class OtherColumnsTest {
  private static final String CONFIG =
      """
      data:
        train: {format: csv, path: plain.csv, label: kind}
      network:
        - dense: {units: 3}
      loss: softmax_cross_entropy
      training: {epochs: 1, batch_size: 8}
      """;

  private static final List<String> IDS = List.of("u1", "u2", "u3", "u4", "u5");
  private static final String WORDS = PlainTable.csv(row -> row.labelled("flat", "round", "tall"));

  @TempDir private static Path folder;
  private static String evaluation = "";
  private static List<String> predictions = List.of();

  @BeforeAll
  static void train() throws IOException {
    Files.writeString(folder.resolve("plain.csv"), WORDS);
    Path config = Files.writeString(folder.resolve("config.yaml"), CONFIG);
    CommandRun run = CommandRun.of("train", config.toString(), "--output", at("out"));
    assertEquals("", run.err());
    evaluation = evaluated("plain.csv");
    predictions = predicted("plain.csv");
  }

  /** Files that say the same as the plain one, with what is special about each. */
  static Stream<String[]> files() {
    return Stream.of(
        new String[] {"label first", lines(v -> v[2] + "," + v[0] + "," + v[1])},
        new String[] {"features the other way round", lines(v -> v[1] + "," + v[0] + "," + v[2])},
        new String[] {"ids before", PlainTable.before(WORDS, "id", IDS)},
        new String[] {"semicolons", WORDS.replace(',', ';')});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void evaluateFindsTheModelsColumns(String name, String text) throws IOException {
    String seen = name.equals("semicolons") ? "Seen: semicolons between columns\n" : "";
    assertEquals(seen + evaluation, evaluated(write(name, text)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void predictFindsTheModelsColumns(String name, String text) throws IOException {
    assertEquals(predictions, predicted(write(name, text)));
  }

  @Test
  void predictNeedsNoLabels() throws IOException {
    String text = lines(v -> v[0] + "," + v[1]);
    assertEquals(predictions, predicted(write("no labels", text)));
  }

  @Test
  void predictionsAreWordsWhereLabelsWere() {
    assertEquals(PlainTable.ROWS, predictions.size());
    assertTrue(predictions.stream().allMatch(l -> l.matches("\\d+,(flat|round|tall),.*")));
  }

  @Test
  void aFeatureThatIsNotThereIsNamed() throws IOException {
    String file = write("no height", lines(v -> v[0] + "," + v[2]));
    CommandRun run = CommandRun.of("predict", at("out/model"), "--data", file, "--output", at("p"));
    assertEquals(2, run.status());
    assertTrue(run.err().matches("kindling: .*no height\\.csv(:1)?: .*'?height'?.*"), run.err());
  }

  @Test
  void aClassThatTheModelDoesNotKnowIsNamedWithItsRow() throws IOException {
    String file = write("another", WORDS.replaceFirst("round", "square"));
    CommandRun run = CommandRun.of("evaluate", at("out/model"), "--data", file);
    assertEquals(2, run.status());
    assertTrue(run.err().matches("kindling: .*another\\.csv:3: found .*'square'.*"), run.err());
  }

  private static String lines(Function<String[], String> line) {
    List<String> changed = WORDS.lines().map(text -> line.apply(text.split(",", -1))).toList();
    return String.join("\n", changed) + "\n";
  }

  private static String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".csv"), text).toString();
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String evaluated(String file) {
    CommandRun run =
        CommandRun.of("evaluate", at("out/model"), "--data", folder.resolve(file).toString());
    assertEquals("", run.err());
    return run.out();
  }

  private static List<String> predicted(String file) throws IOException {
    Path output = Files.createTempDirectory(folder, "p").resolve("p");
    String data = folder.resolve(file).toString();
    CommandRun run =
        CommandRun.of("predict", at("out/model"), "--data", data, "--output", output.toString());
    assertEquals("", run.err());
    try (Stream<Path> parts = Files.list(output)) {
      List<Path> sorted =
          parts.filter(p -> p.getFileName().toString().startsWith("part-")).sorted().toList();
      return sorted.stream()
          .flatMap(OtherColumnsTest::lines)
          .filter(line -> !line.startsWith("row,")) // every part has the header
          .toList();
    }
  }

  private static Stream<String> lines(Path part) {
    try {
      return Files.readAllLines(part).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
