package io.kindling.tests.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.predictor.Predictor;
import io.kindling.predictor.RowPrediction;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import io.kindling.predictor.scoring.Prediction;
import io.kindling.tests.Project;
import io.kindling.tests.data.CommandRun;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The predictor and {@code predict --no-spark} against scoring by Spark, to the bit. */
class PredictWithoutSparkTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JavaSparkContext spark;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = Contexts.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Classes of words, dates and gaps; a graph of a regression; sparse rows; bytes. */
  static Stream<SavedTraining> saved() {
    return SavedTraining.all();
  }

  @ParameterizedTest
  @MethodSource("saved")
  void thePredictorSaysWhatSparkSays(SavedTraining training) throws IOException {
    Predictor predictor = Predictor.load(training.modelFolder());
    List<float[]> expected = training.predict(spark);
    List<RowPrediction> found = new ArrayList<>();
    if (predictor.columns().isEmpty()) {
      numbers(training).forEach(row -> found.add(predictor.predict(row)));
    } else {
      List<? extends Map<String, ?>> rows = namedRows(rows(training));
      rows.forEach(row -> found.add(predictor.predict(row)));
      List<RowPrediction> together = predictor.predict(rows);
      for (int row = 0; row < rows.size(); row++) {
        assertArrayEquals(found.get(row).outputs(), together.get(row).outputs(), "row " + row);
      }
    }
    assertEquals(expected.size(), found.size());
    for (int row = 0; row < expected.size(); row++) {
      assertArrayEquals(expected.get(row), found.get(row).outputs(), "row " + row);
    }
  }

  private static List<float[]> numbers(SavedTraining training) {
    try (ReadTable table =
        ModelEvaluation.open(
            spark, training.model(), training.config().data().train(), Use.SCORED)) {
      return table.kept().collect();
    }
  }

  private static Path rows(SavedTraining training) {
    return Stream.of("rows.csv", "rows.svm", "rows.jsonl")
        .map(training.folder()::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static List<? extends Map<String, ?>> namedRows(Path file) throws IOException {
    if (!file.toString().endsWith(".jsonl")) {
      return maps(file);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readValue(line, new TypeReference<LinkedHashMap<String, Object>>() {}));
    }
    return rows;
  }

  private static List<Map<String, String>> maps(Path file) throws IOException {
    char delimiter = Files.readAllLines(file).get(0).contains(";") ? ';' : ',';
    CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).setHeader().get();
    try (Reader reader = Files.newBufferedReader(file)) {
      return format.parse(reader).stream().map(CSVRecord::toMap).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("saved")
  void theCommandSaysWhatSparkSays(SavedTraining training) throws IOException {
    assertSame(training.predict(spark), predict(training.modelFolder(), rows(training)));
  }

  @Test
  void imagesOfIdxAreReadToo() throws IOException {
    Path images = Project.sampleData().resolve("digits-validation-images-idx3-ubyte.gz");
    ModelSpec spec =
        new ModelSpec(
            Shape.image(10, 10, 1),
            NetworkSpec.of(new Flatten(), new Dense(33), new Relu(), new Dense(10)),
            new SoftmaxCrossEntropy());
    TrainedModel model =
        new TrainedModel(
            spec,
            Preprocessing.of(Scaling.unit(100)),
            Labels.UNKNOWN,
            spec.compile().parameters().initialParameters(3),
            new Provenance(Map.of()));
    Path saved = folder.resolve("model");
    ModelFiles.save(model, new Configuration(), saved.toString());
    assertSame(scores(model, new IdxSource(images.toString(), null)), predict(saved, images));
  }

  private static List<float[]> scores(TrainedModel model, RowSource source) {
    try (ReadTable table = ModelEvaluation.open(spark, model, source, Use.SCORED);
        Scorer scorer = new Scorer(spark, model)) {
      return scorer.score(table).collect().stream().map(Prediction::outputs).toList();
    }
  }

  /** The outputs in the files of the command, which are behind the row and, if any, the class. */
  private List<float[]> predict(Path model, Path rows) throws IOException {
    Path output = folder.resolve("predictions");
    CommandRun run =
        CommandRun.of(
            "predict",
            model.toString(),
            "--data",
            rows.toString(),
            "--output",
            output.toString(),
            "--no-spark");
    assertEquals(0, run.status(), run.err());
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
    List<float[]> predictions = new ArrayList<>();
    for (int part = 0; Files.exists(output.resolve("part-%05d".formatted(part))); part++) {
      for (Map<String, String> row : maps(output.resolve("part-%05d".formatted(part)))) {
        assertEquals(Integer.toString(predictions.size() + 1), row.get("row"));
        List<String> numbers =
            row.entrySet().stream()
                .filter(entry -> entry.getKey().matches("(probability|value)_.*"))
                .map(Map.Entry::getValue)
                .toList();
        float[] outputs = new float[numbers.size()];
        for (int i = 0; i < outputs.length; i++) {
          outputs[i] = Float.parseFloat(numbers.get(i));
        }
        predictions.add(outputs);
      }
    }
    return predictions;
  }

  private static void assertSame(List<float[]> expected, List<float[]> found) {
    assertEquals(expected.size(), found.size());
    for (int row = 0; row < expected.size(); row++) {
      assertArrayEquals(expected.get(row), found.get(row), "row " + row);
    }
  }

  /** Another kind of error in each: a cell, a date, a column, a line, and no rows. */
  static Stream<String> wrong() {
    return Stream.of(
        ".replaceFirst number", ".replaceFirst date", ".replaceFirst column", ".add", ".clear");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void errorsAreTheSameLine(String change) throws IOException {
    SavedTraining training =
        saved().filter(one -> one.toString().endsWith("columns")).findFirst().orElseThrow();
    List<String> lines = new ArrayList<>(Files.readAllLines(training.folder().resolve("rows.csv")));
    String header = lines.get(0);
    List<String> names = List.of(header.split(",", -1));
    switch (change) {
      case ".replaceFirst number" -> set(lines, 7, names.indexOf("size"), "tall");
      case ".replaceFirst date" -> set(lines, 5, names.indexOf("sold"), "soon");
      case ".replaceFirst column" -> lines.set(0, header.replace("zip", "code"));
      case ".add" -> lines.add("1,2");
      default -> lines.subList(1, lines.size()).clear();
    }
    Path rows = Files.write(folder.resolve("rows.csv"), lines);
    InvalidInputException bySpark =
        assertThrows(
            InvalidInputException.class,
            () -> scores(training.model(), new CsvSource(rows.toString())));
    Path output = folder.resolve("predictions");
    CommandRun run =
        CommandRun.of(
            "predict",
            training.modelFolder().toString(),
            "--data",
            rows.toString(),
            "--output",
            output.toString(),
            "--no-spark");
    assertEquals("kindling: " + bySpark.getMessage(), run.err());
    assertEquals(2, run.status());
    assertTrue(Files.notExists(output), "something half-written");
  }

  private static void set(List<String> lines, int line, int column, String text) {
    List<String> cells = new ArrayList<>(List.of(lines.get(line).split(",", -1)));
    cells.set(column, text);
    lines.set(line, String.join(",", cells));
  }

  @Test
  void whatNeedsSparkIsRefused() throws IOException {
    Path parquet = Files.writeString(folder.resolve("rows.parquet"), "PAR1");
    String model = saved().findFirst().orElseThrow().modelFolder().toString();
    assertEquals(
        "kindling: %s: found a format that Spark reads, expected csv, json, libsvm or idx with"
                .formatted(parquet)
            + " --no-spark; others without it",
        refused(model, "--data", parquet.toString()));
    assertEquals(
        "kindling: --output-format: found parquet with --no-spark, expected csv; without"
            + " --no-spark, Spark writes it",
        refused(model, "--data", parquet.toString(), "--output-format", "parquet"));
    assertEquals(
        "kindling: --no-spark: found an option of Spark, too, expected none of --master,"
            + " --min-cores and --wait",
        refused(model, "--data", parquet.toString(), "--master", "local[1]"));
  }

  private String refused(String model, String... options) {
    List<String> arguments = new ArrayList<>(List.of("predict", model, "--no-spark"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--output", folder.resolve("out").toString()));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertEquals(2, run.status(), run.err());
    assertTrue(Files.notExists(folder.resolve("out")));
    return run.err();
  }
}
