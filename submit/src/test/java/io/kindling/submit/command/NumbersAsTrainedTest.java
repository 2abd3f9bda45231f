package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Numbers whose signs leave it open what they are, in files for a model that was trained. */
final class NumbersAsTrainedTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String CONFIG =
      """
      data:
        train: {format: csv, path: rows.csv, label: y}
        validation: {split: 0.25}
      network:
        - dense: {units: 1}
      loss: squared_error
      optimizer: {sgd: {learning_rate: 0.0001}}
      training: {epochs: 1, batch_size: 4}
      """;
  private static final String HEADER = "size;price;count;y\n";

  @TempDir private Path folder;
  private String model;

  @BeforeEach
  void train() throws IOException {
    write("rows.csv", "0,5;1.234,50 €;3;1,5\n12,25;0,75 €;4;2,25\n".repeat(6));
    Outcome trained = train("run");
    assertEquals(List.of(), trained.err());
    model = folder.resolve("run/model").toString();
  }

  @Test
  void areReadAsTheTrainingRowsWere() throws IOException {
    String open = write("open.csv", "1,234;1.234 €;3;1,234\n");
    String clear = write("clear.csv", "1,2340;1.234,0 €;3;1,2340\n");
    assertEquals(predicted(clear), predicted(open));
    assertEquals(predicted(clear), predicted(open, "--no-spark"));
    assertEquals(evaluated(clear), evaluated(open));
  }

  @Test
  void areRefusedWhereTheyCannotBe() throws IOException {
    String points = write("points.csv", "1.234;1,50 €;3;1,5\n");
    String line =
        "kindling: %s:2: found '1.234' in column 'size', expected a number whose decimal sign is"
                .formatted(points)
            + " ',', as seen before; decimal: '.' of csv says otherwise";
    for (String[] command :
        new String[][] {
          {"evaluate", model, "--data", points},
          {"predict", model, "--data", points, "--output", folder.resolve("p").toString()},
          {
            "predict",
            model,
            "--data",
            points,
            "--output",
            folder.resolve("q").toString(),
            "--no-spark"
          }
        }) {
      Outcome outcome = Outcome.of(command);
      assertEquals(List.of(line), outcome.err());
      assertEquals(2, outcome.status());
    }
    assertEquals(
        List.of(line), train("other", "data.validation={path: points.csv, label: y}").err());
  }

  @Test
  void areReadAsSaidBeforeAll() throws IOException {
    String points = write("points.csv", "1.234;5.5;3;1.5\n");
    String commas = write("commas.csv", "1,234;5,5;3;1,5\n");
    assertEquals(
        predicted(commas),
        predicted(points, "--format", "csv", "--format-option", "decimal=point"));
  }

  @Test
  void mayBeInColumnsInAnotherOrderWithOtherDelimiters() throws IOException {
    String semicolons = write("semicolons.csv", "1,2340;5,50 €;3;1,5\n");
    Path tabs = folder.resolve("tabs.tsv");
    Files.writeString(tabs, "price\tcount\tsize\n5,50 €\t3\t1,234\n");
    assertEquals(predicted(semicolons), predicted(tabs.toString()));
  }

  @Test
  void mayBeTextsOfParquet() throws IOException {
    String open = write("open.csv", "1,234;1.234 €;3;1,234\n");
    String parquet = folder.resolve("open.parquet").toString();
    SparkConf conf = new SparkConf().setAppName("test");
    LocalSpark.SETTINGS.forEach(conf::set);
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      SparkSession.builder()
          .sparkContext(context.sc())
          .getOrCreate()
          .sql("select '1,234' size, '1.234 €' price, 3 count, 1.234D y")
          .write()
          .parquet(parquet);
    }
    assertEquals(predicted(open), predicted(parquet));
    assertEquals(evaluated(open), evaluated(parquet));
  }

  @Test
  void ofValidationRowsAreReadAsThoseToTrainOn() throws IOException {
    write("open.csv", "1,234;1.234 €;3;1,234\n");
    write("clear.csv", "1,2340;1.234,0 €;3;1,2340\n");
    assertEquals(validated("clear"), validated("open"));
  }

  private String validated(String name) throws IOException {
    return train(name, "data.validation={path: %s.csv, label: y}".formatted(name)).out().stream()
        .filter(line -> line.startsWith("epoch 1/1"))
        .map(line -> line.replaceFirst("  [0-9,.]+ samples/s.*", ""))
        .findFirst()
        .orElseThrow();
  }

  private Outcome train(String run, String... settings) throws IOException {
    String config = Files.writeString(folder.resolve("run.yaml"), CONFIG).toString();
    return Outcome.ofTraining(config, folder.resolve(run), settings);
  }

  private String write(String name, String rows) throws IOException {
    return Files.writeString(folder.resolve(name), HEADER + rows).toString();
  }

  private String evaluated(String rows) {
    Outcome outcome = Outcome.of("evaluate", model, "--data", rows);
    assertEquals(List.of(), outcome.err());
    return outcome.lastLine();
  }

  private String predicted(String rows, String... options) throws IOException {
    Path output = Files.createTempDirectory(folder, "predictions").resolve("rows");
    Stream<String> command =
        Stream.of("predict", model, "--data", rows, "--output", output.toString());
    Outcome outcome = Outcome.of(Stream.concat(command, Stream.of(options)).toArray(String[]::new));
    assertEquals(List.of(), outcome.err());
    try (Stream<Path> files = Files.list(output)) {
      Path part =
          files
              .filter(file -> file.getFileName().toString().startsWith("part"))
              .findFirst()
              .orElseThrow();
      return Files.readString(part);
    }
  }
}
