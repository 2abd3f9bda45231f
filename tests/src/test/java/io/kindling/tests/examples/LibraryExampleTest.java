package io.kindling.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.TrainedModel;
import io.kindling.partitioning.format.rdd.VectorSource;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

class LibraryExampleTest {
  @Test
  void trainsAndSavesAModelOnAnRddOfSparseAndDenseVectors(@TempDir Path folder) throws IOException {
    try (JavaSparkContext spark = Contexts.start("local[2]")) {
      JavaPairRDD<Double, Vector> rows = spark.parallelizePairs(clusters(600), 3);
      TrainedModel trained = LibraryExample.train(spark, rows, folder.resolve("m").toString());
      TrainedModel loaded =
          ModelFiles.load(spark.hadoopConfiguration(), folder.resolve("m").toString());
      assertEquals(trained.sha256(), loaded.sha256());
      var values = ModelEvaluation.evaluate(spark, loaded, new VectorSource(rows)).values();
      assertTrue(values.getOrDefault("accuracy", 0.0) > 0.95, values.toString());
    }
  }

  /** Three clouds of points; every other vector is sparse. */
  private static List<Tuple2<Double, Vector>> clusters(int count) {
    Random random = new Random(5);
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      double[] values = new double[6];
      values[label] = 4 + random.nextGaussian();
      values[label + 3] = random.nextGaussian();
      Vector dense = Vectors.dense(values);
      rows.add(new Tuple2<>((double) label, i % 2 == 0 ? dense : dense.toSparse()));
    }
    return rows;
  }
}
