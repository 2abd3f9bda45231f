package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.submit.config.RunConfig;
import io.kindling.tests.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every example learns what it is an example of. */
class ExampleConfigsTest {
  private static final Path EXAMPLES = Project.sampleData().resolveSibling("examples");

  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    context = Contexts.start("local[2]");
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @ParameterizedTest
  @CsvSource({
    "and.yaml, 60, accuracy, 1",
    "or.yaml, 60, accuracy, 1",
    "xor-product.yaml, 60, accuracy, 1",
    "rings.yaml, 30, accuracy, 0.97",
    "spirals.yaml, 60, accuracy, 0.98",
    "bars.yaml, 30, f1, 0.97",
    "dots.yaml, 40, r2, 0.8"
  })
  void theExampleReachesItsMark(String config, String epochs, String metric, double mark) {
    RunConfig run = RunConfig.read(EXAMPLES.resolve(config), Map.of("training.epochs", epochs));
    List<Double> values = new ArrayList<>();
    Trainer.on(context)
        .data(run.data())
        .listener(
            event -> {
              if (event instanceof TrainingEvent.EpochCompleted epoch) {
                values.add(epoch.validation().orElseThrow().getOrDefault(metric, Double.NaN));
              }
            })
        .build(run.training())
        .train();

    double last = values.get(values.size() - 1);
    assertTrue(last >= mark, () -> config + " reached " + last);
  }

  @Test
  void theGeneratorMakesTheirDataAgain(@TempDir Path folder)
      throws IOException, InterruptedException {
    JavaProgram.run(EXAMPLES.resolve("GenerateExamples.java"), folder.toString());
    assertEquals(tables(EXAMPLES), tables(folder));
  }

  /** The bytes of the files of data by their names. */
  private static Map<String, String> tables(Path folder) throws IOException {
    Map<String, String> tables = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*{.csv,-ubyte}")) {
      for (Path file : files) {
        tables.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return tables;
  }
}
