package io.kindling.benchmarks;

import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.ml.NetworkCrossValidator;
import io.kindling.ml.NeuralNetworkClassifier;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scala.Tuple2;

/**
 * Measures fits of an estimator beside {@code Trainer} on the same cached rows, and
 * cross-validation whose sets of params share passes beside Spark's, which fits one after the
 * other.
 */
@Command(name = "estimators", description = "Measure fits and cross-validation on a DataFrame.")
public final class EstimatorBenchmark implements Callable<Integer> {
  private static final int CLASSES = 10;

  @Option(names = "--rows", description = "60,000 by default.")
  private int rows = 60_000;

  @Option(names = "--features", description = "In a vector, 784 by default.")
  private int features = 784;

  @Option(names = "--hidden", description = "Hidden units, 128 by default.")
  private int hidden = 128;

  @Option(names = "--epochs", description = "5 by default.")
  private int epochs = 5;

  @Option(names = "--search-rows", description = "Rows to cross-validate on, 10,000 by default.")
  private int searchRows = 10_000;

  @Option(
      names = "--rounds",
      description = "Turns of each fit, 3 by default, behind one to warm up.")
  private int rounds = 3;

  @Option(names = "--master", description = "Spark master, local[2] by default.")
  private String master = "local[2]";

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new EstimatorBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (SparkSession session =
        SparkSession.builder().config(Benchmarks.conf(master)).getOrCreate()) {
      Dataset<Row> frame = frame(session).persist(StorageLevel.MEMORY_ONLY());
      frame.count();
      fits(session, frame);
      searches(frame.where("id < " + searchRows).persist(StorageLevel.MEMORY_ONLY()));
    }
    return 0;
  }

  private void fits(SparkSession session, Dataset<Row> frame) throws Exception {
    JavaPairRDD<Double, Vector> pairs =
        frame
            .select("label", "features")
            .javaRDD()
            .mapToPair(row -> new Tuple2<>(row.getDouble(0), row.<Vector>getAs(1)))
            .persist(StorageLevel.MEMORY_ONLY());
    pairs.count();
    Map<String, Medians.Work> cases = new LinkedHashMap<>();
    cases.put(
        "Trainer on the frame",
        () -> trainer(session).data(frame.drop("id"), "label").build().train());
    cases.put("fit of the estimator", () -> classifier().fit(frame));
    cases.put(
        "Trainer on an RDD of the vectors", () -> trainer(session).data(pairs).build().train());
    List<Map.Entry<String, Medians.Work>> turns = List.copyOf(cases.entrySet());
    double[][] seconds = new double[turns.size()][rounds];
    for (int round = -1; round < rounds; round++) {
      for (int turn = 0; turn < seconds.length; turn++) {
        int i = round % 2 == 0 ? turn : seconds.length - 1 - turn; // nobody always comes first
        System.gc(); // of what the turn before left
        long start = System.nanoTime();
        turns.get(i).getValue().run();
        if (round >= 0) {
          seconds[i][round] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    for (int i = 0; i < seconds.length; i++) {
      print(turns.get(i).getKey(), rows, Medians.of(seconds[i]));
    }
  }

  private void searches(Dataset<Row> frame) throws Exception {
    frame.count();
    print("24 fits by Spark's CrossValidator", searchRows, seconds(new CrossValidator(), frame));
    print("24 fits that share passes", searchRows, seconds(new NetworkCrossValidator(), frame));
  }

  private double seconds(CrossValidator search, Dataset<Row> frame) throws Exception {
    NeuralNetworkClassifier classifier = classifier();
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.stepSize(), new double[] {0.0003, 0.001, 0.003, 0.01})
            .addGrid(classifier.dropout(), new double[] {0, 0.2})
            .build();
    search
        .setEstimator(classifier)
        .setEvaluator(new MulticlassClassificationEvaluator())
        .setEstimatorParamMaps(grid)
        .setNumFolds(3);
    return Medians.seconds(0, 1, () -> search.fit(frame));
  }

  private static void print(String name, int rows, double seconds) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", name);
    line.put("rows", rows);
    line.put("seconds", Math.round(seconds * 100) / 100.0);
    Benchmarks.print(line);
  }

  private TrainerBuilder trainer(SparkSession session) {
    return Trainer.on(session)
        .network(new Dense(hidden), new Relu(), new Dense(CLASSES))
        .loss(new SoftmaxCrossEntropy())
        .optimizer(new Adam(0.001))
        .epochs(epochs);
  }

  private NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier().setHiddenLayers(new int[] {hidden}).setMaxIter(epochs);
  }

  private Dataset<Row> frame(SparkSession session) {
    int width = features;
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType, false)
            .add("features", SQLDataTypes.VectorType(), false)
            .add("label", DataTypes.DoubleType, false);
    return session
        .range(0, rows, 1, 4)
        .map((MapFunction<Long, Row>) id -> row(id, width), Encoders.row(schema));
  }

  private static Row row(long id, int width) {
    Random random = new Random(id);
    int kind = random.nextInt(CLASSES);
    double[] values = new double[width];
    for (int i = 0; i < width; i++) {
      values[i] = random.nextInt(256) / 255.0 + (i % CLASSES == kind ? 0.1 : 0);
    }
    return RowFactory.create(id, Vectors.dense(values), (double) kind);
  }
}
