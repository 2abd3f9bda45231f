package io.kindling.benchmarks;

import io.kindling.driver.evaluation.FrameScorer;
import io.kindling.driver.evaluation.InvalidRows;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.sql.KindlingFunctions;
import io.kindling.predictor.preprocess.Scaling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures scoring the rows of a cached DataFrame of vectors by a network of one hidden layer,
 * beside what Spark needs to read them and to give them to a function that does nothing.
 */
@Command(name = "scoring", description = "Measure scoring rows of a DataFrame.")
public final class ScoringBenchmark implements Callable<Integer> {
  @Option(names = "--rows", description = "60,000 by default.")
  private int rows = 60_000;

  @Option(names = "--features", description = "In a vector, 784 by default.")
  private int features = 784;

  @Option(names = "--hidden", description = "Hidden units, 128 by default.")
  private int hidden = 128;

  @Option(names = "--rounds", description = "Turns of each, 7 by default; the first two warm up.")
  private int rounds = 7;

  @Option(names = "--master", description = "Spark master, local[2] by default.")
  private String master = "local[2]";

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ScoringBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (SparkSession session =
        SparkSession.builder().config(Benchmarks.conf(master)).getOrCreate()) {
      Dataset<Row> frame = frame(session).persist(StorageLevel.MEMORY_ONLY());
      frame.count();
      Path folder = Files.createTempDirectory("kindling-scoring");
      try (FrameScorer scorer =
          new FrameScorer(session, UntrainedModel.of(hidden, Scaling.none(features)))) {
        ModelFiles.save(
            UntrainedModel.of(hidden, Scaling.none(features)),
            session.sparkContext().hadoopConfiguration(),
            folder.toString());
        KindlingFunctions.register(session);
        measure(frame, scorer, "kindling_predict('%s', features) AS predicted".formatted(folder));
      } finally {
        Benchmarks.delete(folder);
      }
    }
    return 0;
  }

  private void measure(Dataset<Row> frame, FrameScorer scorer, String function) throws Exception {
    Dataset<Row> given =
        frame.mapPartitions((MapPartitionsFunction<Row, Row>) all -> all, encoder(frame.schema()));
    Dataset<Row> scored =
        scorer.score(
            frame,
            List.of("features"),
            List.of(
                field("rawPrediction", SQLDataTypes.VectorType()),
                field("probability", SQLDataTypes.VectorType()),
                field("prediction", DataTypes.DoubleType)),
            (raw, outputs) ->
                new Object[] {
                  Vectors.dense(raw), Vectors.dense(outputs), (double) Vectors.dense(raw).argmax()
                },
            InvalidRows.ERROR);
    List<Case> cases =
        List.of(
            new Case("read", frame),
            new Case("given to a function and back", given),
            new Case("scored", scored),
            new Case("scored, predictions only", scored.select("prediction")),
            new Case("scored by SQL", frame.selectExpr("*", function)));
    for (int round = 0; round < rounds; round++) {
      for (Case each : cases) {
        long start = System.nanoTime();
        each.frame.write().format("noop").mode("overwrite").save();
        each.seconds[round] = (System.nanoTime() - start) / 1e9;
      }
    }
    for (Case each : cases) {
      print(each);
    }
  }

  private void print(Case measured) throws Exception {
    double[] warm = Arrays.copyOfRange(measured.seconds, Math.min(2, rounds - 1), rounds);
    Arrays.sort(warm);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("rows", measured.name);
    line.put("network", features + "-" + hidden + "-10");
    line.put("rows_a_second", Math.round(rows / warm[warm.length / 2]));
    line.put("slowest", Math.round(rows / warm[warm.length - 1]));
    line.put("fastest", Math.round(rows / warm[0]));
    Benchmarks.print(line);
  }

  /** What is measured. */
  private final class Case {
    private final String name;
    private final Dataset<Row> frame;
    private final double[] seconds = new double[rounds];

    Case(String name, Dataset<Row> frame) {
      this.name = name;
      this.frame = frame;
    }
  }

  private static Encoder<Row> encoder(StructType schema) {
    return Encoders.row(schema);
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, false);
  }

  private Dataset<Row> frame(SparkSession session) {
    int width = features;
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType, false)
            .add("features", SQLDataTypes.VectorType(), false);
    return session
        .range(0, rows, 1, 4)
        .map(
            (MapFunction<Long, Row>)
                id -> RowFactory.create(id, Vectors.dense(values(new Random(id), width))),
            encoder(schema));
  }

  private static double[] values(Random random, int width) {
    double[] values = new double[width];
    for (int i = 0; i < width; i++) {
      values[i] = random.nextInt(256) / 255.0;
    }
    return values;
  }
}
