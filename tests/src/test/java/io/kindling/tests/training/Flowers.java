package io.kindling.tests.training;

import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.predictor.preprocess.ScaleMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/**
 * A made-up table of measurements of three kinds, and a training on it that has all that could make
 * a result depend on how the work is divided: a number of rows that neither batch nor shards
 * divide, dropout, and standardising.
 */
final class Flowers {
  static final int ROWS = 1003;
  static final int FEATURES = 20;
  static final int BATCH = 128;
  static final int EPOCHS = 2;
  private static final int CLASSES = 3;

  private Flowers() {}

  static List<Tuple2<Double, Vector>> rows() {
    Random random = new Random(11);
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int kind = random.nextInt(CLASSES);
      double[] features = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        features[j] = (float) (10 * j + (kind == j % CLASSES ? 2 : 0) + random.nextGaussian());
      }
      rows.add(new Tuple2<>((double) kind, Vectors.dense(features)));
    }
    return rows;
  }

  static JavaPairRDD<Double, Vector> rdd(JavaSparkContext context, int partitions) {
    return context.parallelizePairs(rows(), partitions);
  }

  /** Writes the rows into {@code files} CSV files, whose order is that of the rows. */
  static void writeCsv(Path folder, int files) throws IOException {
    List<Tuple2<Double, Vector>> rows = rows();
    for (int file = 0; file < files; file++) {
      List<String> lines = new ArrayList<>();
      lines.add(header());
      rows.subList(file * ROWS / files, (file + 1) * ROWS / files)
          .forEach(row -> lines.add(line(row)));
      Files.createDirectories(folder);
      Files.write(folder.resolve("part-%03d.csv".formatted(file)), lines);
    }
  }

  private static String header() {
    StringJoiner header = new StringJoiner(",").add("kind");
    IntStream.range(0, FEATURES).forEach(i -> header.add("f" + i));
    return header.toString();
  }

  private static String line(Tuple2<Double, Vector> row) {
    StringJoiner line = new StringJoiner(",").add(row._1().toString());
    for (double value : row._2().toArray()) {
      line.add(Double.toString(value));
    }
    return line.toString();
  }

  static TrainingSpec spec(int shards, long seed) {
    return spec(
        NetworkSpec.of(
            new Dense(32), new Relu(), new Dropout(0.3), new Dense(16), new Tanh(), new Dense(3)),
        shards,
        seed);
  }

  /** The same with a layer in which things can be made to go wrong. */
  static TrainingSpec specWithFaults(int shards) {
    return spec(
        NetworkSpec.of(
            new Dense(32),
            new Relu(),
            new Dropout(0.3),
            new Dense(16),
            new FaultPoints.Layer(),
            new Tanh(),
            new Dense(3)),
        shards,
        1);
  }

  private static TrainingSpec spec(NetworkSpec network, int shards, long seed) {
    return TrainingSpec.builder(network, new SoftmaxCrossEntropy())
        .optimizer(new Adam(0.003))
        .scale(ScaleMode.STANDARDIZE)
        .epochs(EPOCHS)
        .batchSize(BATCH)
        .shards(shards)
        .seed(seed)
        .build();
  }
}
