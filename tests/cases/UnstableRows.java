import io.kindling.driver.training.Trainer;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/** Trains on RDDs that give other rows each time they are computed, and prints what comes of it. */
class UnstableRows {
  public static void main(String[] arguments) {
    try (JavaSparkContext spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("unstable rows")
                .set("spark.ui.enabled", "false"))) {
      JavaRDD<Tuple2<Double, Vector>> rows = spark.parallelize(rows(), 2);
      FlatMapFunction<java.util.Iterator<Tuple2<Double, Vector>>, Tuple2<Double, Vector>> shuffle =
          partition -> {
            List<Tuple2<Double, Vector>> list = new ArrayList<>();
            partition.forEachRemaining(list::add);
            Collections.shuffle(list);
            return list.iterator();
          };
      Function<Tuple2<Double, Vector>, Boolean> some = row -> Math.random() < 0.7;
      System.out.println("shuffled: " + train(spark, rows.mapPartitions(shuffle)));
      System.out.println("filtered: " + train(spark, rows.filter(some)));
    }
  }

  private static List<Tuple2<Double, Vector>> rows() {
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(new Tuple2<>(i % 2 + 0.0, Vectors.dense(i, i % 7)));
    }
    return rows;
  }

  private static String train(JavaSparkContext spark, JavaRDD<Tuple2<Double, Vector>> rows) {
    try {
      return "trained to "
          + Trainer.on(spark)
              .data(JavaPairRDD.fromJavaRDD(rows), 0.2)
              .network(new Dense(2))
              .loss(new SoftmaxCrossEntropy())
              .epochs(1)
              .batchSize(16)
              .build()
              .train()
              .sha256();
    } catch (Exception e) {
      String message = String.valueOf(e.getMessage());
      return e.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
    }
  }
}
