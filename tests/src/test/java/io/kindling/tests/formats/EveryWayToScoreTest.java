package io.kindling.tests.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.ml.NeuralNetworkClassifier;
import io.kindling.ml.NeuralNetworkRegressor;
import io.kindling.predictor.Predictor;
import io.kindling.predictor.RowPrediction;
import io.kindling.tests.data.CommandRun;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One model scores the same rows as a stage of Spark ML, by {@code kindling predict}, by the
 * predictor without Spark, and as an ONNX file by onnxruntime. The first three say the same to the
 * bit.
 */
class EveryWayToScoreTest {
  private static final int ROWS = 300;
  private static final double ONNX_TOLERANCE = 1e-5;
  private static final List<String> COLOURS = List.of("red", "dark red", "blue", "grün");
  private static final String[] FEATURES = {"size", "heaviness", "colour"};
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("size", DataTypes.DoubleType)
          .add("heaviness", DataTypes.DoubleType)
          .add("colour", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("price", DataTypes.DoubleType);

  @TempDir private Path folder;

  /**
   * A row: words, numbers of which one is far from 1 in size, and some that are missing.
   *
   * @param heaviness or null
   * @param colour or null
   */
  private record Fruit(
      int id, double size, @Nullable Double heaviness, @Nullable String colour, double price) {
    static Fruit of(int id) {
      double size = 3 + Math.sin(id);
      return new Fruit(
          id,
          size,
          id % 7 == 2 ? null : 100 + 30 * Math.cos(3.0 * id),
          id % 11 == 5 ? null : COLOURS.get((id * id) % COLOURS.size()),
          size * (2 + id % 3));
    }

    String kind() {
      return List.of("apple", "pear", "plum").get(id % 3);
    }

    Row row() {
      return RowFactory.create(id, size, heaviness, colour, kind(), price);
    }

    String line() {
      return "%s,%s,%s"
          .formatted(size, heaviness == null ? "" : heaviness, colour == null ? "" : colour);
    }

    Map<String, Object> map() {
      Map<String, Object> map = new HashMap<>();
      map.put("size", size);
      map.put("heaviness", heaviness);
      map.put("colour", colour);
      return map;
    }
  }

  private static List<Fruit> fruit() {
    return Stream.iterate(0, id -> id + 1).limit(ROWS).map(Fruit::of).toList();
  }

  @Test
  void classesAreTheSameByEveryWay() throws Exception {
    assertSame(
        new NeuralNetworkClassifier()
            .setFeaturesCols(FEATURES)
            .setLabelCol("kind")
            .setScale("standardize")
            .setMissing("indicator")
            .setHiddenLayers(new int[] {33, 17})
            .setMaxIter(2),
        "probability",
        "probabilities");
  }

  @Test
  void numbersAreTheSameByEveryWay() throws Exception {
    assertSame(
        new NeuralNetworkRegressor()
            .setFeaturesCols(FEATURES)
            .setLabelCol("price")
            .setLabelScale("standardize")
            .setScale("min_max")
            .setMissing("mean")
            .setHiddenLayers(new int[] {33})
            .setMaxIter(2),
        "prediction",
        "values");
  }

  private <M extends Model<M> & MLWritable> void assertSame(
      Estimator<M> estimator, String column, String output) throws Exception {
    List<double[]> expected = ofTheFrame(estimator, column);
    assertEquals(ROWS, expected.size());
    assertBits(expected, byTheCommand(), "kindling predict");
    assertBits(expected, byTheCommand("--no-spark"), "kindling predict --no-spark");
    Predictor predictor = Predictor.load(model());
    List<Map<String, Object>> rows = fruit().stream().map(Fruit::map).toList();
    assertBits(
        expected,
        rows.stream().map(row -> doubles(predictor.predict(row))).toList(),
        "the predictor, row by row");
    assertBits(
        expected,
        predictor.predict(rows).stream().map(EveryWayToScoreTest::doubles).toList(),
        "the predictor, all rows at once");
    assertClose(expected, byOnnx(output));
  }

  private Path model() {
    return folder.resolve("stage/network");
  }

  /** Trains, saves, and scores what was saved: rows of a DataFrame in several partitions. */
  private <M extends Model<M> & MLWritable> List<double[]> ofTheFrame(
      Estimator<M> estimator, String column) throws IOException {
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      SparkSession session = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
      List<Row> rows = fruit().stream().map(Fruit::row).toList();
      Dataset<Row> frame = session.createDataFrame(rows, SCHEMA).repartition(3);
      M model = estimator.fit(frame);
      model.write().save(folder.resolve("stage").toString());
      return model.transform(frame).orderBy("id").select(column).collectAsList().stream()
          .map(row -> row.get(0) instanceof Vector several ? several.toArray() : one(row))
          .toList();
    }
  }

  private static double[] one(Row row) {
    return new double[] {row.getDouble(0)};
  }

  private static double[] doubles(RowPrediction prediction) {
    double[] outputs = new double[prediction.outputs().length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = prediction.outputs()[i];
    }
    return outputs;
  }

  private List<double[]> byTheCommand(String... options) throws IOException {
    Path data = folder.resolve("rows.csv");
    List<String> lines = new ArrayList<>(List.of(String.join(",", FEATURES)));
    fruit().forEach(one -> lines.add(one.line()));
    Files.write(data, lines);
    Path output = folder.resolve("predictions" + options.length);
    List<String> arguments = new ArrayList<>(List.of("predict", model().toString()));
    arguments.addAll(List.of("--data", data.toString(), "--output", output.toString()));
    arguments.addAll(List.of(options));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.status(), run.err());
    List<double[]> outputs = new ArrayList<>();
    try (Stream<Path> parts = Files.list(output)) {
      for (Path part :
          parts
              .filter(file -> file.getFileName().toString().startsWith("part-"))
              .sorted()
              .toList()) {
        read(part, outputs);
      }
    }
    return outputs;
  }

  private static void read(Path part, List<double[]> outputs) throws IOException {
    try (Reader reader = Files.newBufferedReader(part)) {
      for (CSVRecord row : CSVFormat.RFC4180.builder().setHeader().get().parse(reader)) {
        assertEquals(Integer.toString(outputs.size() + 1), row.get("row"));
        outputs.add(
            row.toMap().entrySet().stream()
                .filter(cell -> cell.getKey().matches("(probability|value)_.*"))
                .mapToDouble(cell -> Float.parseFloat(cell.getValue()))
                .toArray());
      }
    }
  }

  /** As a program without Kindling would: raw columns in. */
  private List<double[]> byOnnx(String output) throws Exception {
    Path file = folder.resolve("model.onnx");
    CommandRun exported = CommandRun.of("export", model().toString(), "--output", file.toString());
    assertEquals(0, exported.status(), exported.err());
    float[][] sizes = new float[ROWS][1];
    float[][] heaviness = new float[ROWS][1];
    String[][] colours = new String[ROWS][1];
    for (Fruit one : fruit()) {
      Double heavy = one.heaviness();
      String colour = one.colour();
      sizes[one.id()][0] = (float) one.size();
      heaviness[one.id()][0] = heavy == null ? Float.NaN : heavy.floatValue();
      colours[one.id()][0] = colour == null ? "" : colour;
    }
    return OnnxProgram.run(
        Files.readAllBytes(file),
        Map.of("size", sizes, "heaviness", heaviness, "colour", colours),
        output);
  }

  private static void assertBits(List<double[]> expected, List<double[]> found, String way) {
    assertEquals(expected.size(), found.size(), way);
    for (int row = 0; row < expected.size(); row++) {
      assertArrayEquals(expected.get(row), found.get(row), way + ", row " + row);
    }
  }

  private static void assertClose(List<double[]> expected, List<double[]> found) {
    assertEquals(expected.size(), found.size());
    for (int row = 0; row < expected.size(); row++) {
      for (int i = 0; i < expected.get(row).length; i++) {
        double wanted = expected.get(row)[i];
        double difference = Math.abs(wanted - found.get(row)[i]) / Math.max(1, Math.abs(wanted));
        assertTrue(
            difference <= ONNX_TOLERANCE, "onnxruntime, row %s: %s".formatted(row, difference));
      }
    }
  }
}
