package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.metric.Accuracy;
import io.kindling.kernels.metric.LogLoss;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A network that learns noise by heart, which validation ends. */
final class OverfittingRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int EPOCHS = 60;
  private static final int PATIENCE = 3;
  private static final String CONFIG =
      """
      data:
        train: {format: csv, path: train.csv, label: kind}
        validation: {format: csv, path: validation.csv, label: kind}
        scale: standardize
      network:
        - dense: {units: 64}
        - relu
        - dense: {units: classes}
      loss: softmax_cross_entropy
      metrics: [accuracy, log_loss]
      optimizer: {adam: {learning_rate: 0.01}}
      training:
        epochs: %d
        batch_size: 20
        shards: 3
        monitor: {metric: loss, patience: %d}
      """
          .formatted(EPOCHS, PATIENCE);

  @TempDir private static Path folder;

  /** To the last digit, however the rows were divided when training validated. */
  @Test
  void trainingEndsAndItsModelMeasuresWhatTheHistorySaysOfTheBestEpoch() throws IOException {
    Files.writeString(folder.resolve("train.csv"), rows(1, 80));
    Path validation = Files.writeString(folder.resolve("validation.csv"), rows(2, 331));
    Path config = Files.writeString(folder.resolve("run.yaml"), CONFIG);
    Path output = folder.resolve("run");
    Outcome trained = Outcome.of("train", config.toString(), "--output", output.toString());
    assertEquals(0, trained.status(), trained::toString);

    List<JsonNode> history = history(output);
    JsonNode best = history.stream().min(Comparator.comparingDouble(this::loss)).orElseThrow();
    JsonNode last = history.get(history.size() - 1);
    assertTrue(history.size() < EPOCHS, "it never ended");
    assertEquals(history.size(), best.get("epoch").intValue() + PATIENCE);
    assertTrue(last.get("train_loss").doubleValue() < best.get("train_loss").doubleValue());
    assertEquals(values(best.get("validation")), measured(output, validation));
  }

  private double loss(JsonNode line) {
    return line.get("validation").get("loss").doubleValue();
  }

  private static Map<String, Double> values(JsonNode validation) {
    Map<String, Double> values = new HashMap<>();
    validation.properties().forEach(e -> values.put(e.getKey(), e.getValue().doubleValue()));
    return values;
  }

  /** What the saved model measures on rows that are read anew. */
  private static Map<String, Double> measured(Path output, Path rows) throws IOException {
    SparkConf conf = new SparkConf().setAppName("kindling tests");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      return Map.copyOf(
          ModelEvaluation.evaluate(
                  context,
                  ModelFiles.load(
                      context.hadoopConfiguration(), output.resolve("model").toString()),
                  new CsvSource(rows.toString()).labelled("kind"),
                  List.of(new Accuracy(), new LogLoss()))
              .values());
    }
  }

  private static List<JsonNode> history(Path output) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output.resolve("history.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  /** Six numbers, the first of which tells the kind of two rows in three. */
  private static String rows(long seed, int rows) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("a,b,c,d,e,f,kind\n");
    for (int i = 0; i < rows; i++) {
      boolean kind = random.nextBoolean();
      boolean told = random.nextInt(3) > 0 ? kind : !kind;
      csv.append(random.nextGaussian() + (told ? 1 : -1));
      for (int j = 1; j < 6; j++) {
        csv.append(',').append(random.nextGaussian());
      }
      csv.append(',').append(kind ? "yes" : "no").append('\n');
    }
    return csv.toString();
  }
}
