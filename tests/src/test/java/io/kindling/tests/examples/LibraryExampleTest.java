package io.kindling.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.Trainer;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

class LibraryExampleTest {
  private static final int WIDTH = 6;

  @Test
  void trainsAndSavesAModelOnADataFrame(@TempDir Path folder) throws IOException {
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      SparkSession spark = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
      Dataset<Row> rows = frame(spark, clusters(600));
      String path = folder.resolve("m").toString();
      TrainedModel trained = LibraryExample.train(spark, rows, path);
      TrainedModel loaded = ModelFiles.load(context.hadoopConfiguration(), path);
      assertEquals(trained.sha256(), loaded.sha256());
      assertAccurate(context, loaded, FrameSource.of(rows).labelled("kind"));
    }
  }

  @Test
  void trainsAModelOnAnRddOfSparseAndDenseVectors() {
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      JavaPairRDD<Double, Vector> rows = context.parallelizePairs(clusters(600), 3);
      TrainedModel trained =
          Trainer.on(context)
              .data(rows, 0.1)
              .network(new Dense(16), new Relu(), new Dense(3))
              .loss(new SoftmaxCrossEntropy())
              .optimizer(new Adam(0.01))
              .build()
              .train();
      assertAccurate(context, trained, new VectorSource(rows));
    }
  }

  private static void assertAccurate(JavaSparkContext context, TrainedModel model, RowSource rows) {
    var values = ModelEvaluation.evaluate(context, model, rows).values();
    assertTrue(values.getOrDefault("accuracy", 0.0) > 0.95, values.toString());
  }

  private static Dataset<Row> frame(SparkSession spark, List<Tuple2<Double, Vector>> clusters) {
    StructType schema = new StructType().add("kind", "string");
    for (int i = 0; i < WIDTH; i++) {
      schema = schema.add("x" + i, "double");
    }
    List<Row> rows = new ArrayList<>();
    for (Tuple2<Double, Vector> cluster : clusters) {
      List<Object> cells = new ArrayList<>(List.of("kind " + cluster._1()));
      DoubleStream.of(cluster._2().toArray()).forEach(cells::add);
      rows.add(RowFactory.create(cells.toArray()));
    }
    return spark.createDataFrame(rows, schema);
  }

  /** Three clouds of points; every other vector is sparse. */
  private static List<Tuple2<Double, Vector>> clusters(int count) {
    Random random = new Random(5);
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      double[] values = new double[WIDTH];
      values[label] = 4 + random.nextGaussian();
      values[label + 3] = random.nextGaussian();
      Vector dense = Vectors.dense(values);
      rows.add(new Tuple2<>((double) label, i % 2 == 0 ? dense : dense.toSparse()));
    }
    return rows;
  }
}
