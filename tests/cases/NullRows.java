import io.kindling.driver.training.Trainer;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/** Trains on rows of which one has no vector, or no label, and prints what comes of it. */
class NullRows {
  public static void main(String[] arguments) {
    try (JavaSparkContext spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("null rows")
                .set("spark.ui.enabled", "false"))) {
      System.out.println("vector: " + train(spark, new Tuple2<>(1.0, null)));
      System.out.println("label: " + train(spark, new Tuple2<>(null, Vectors.dense(1, 2))));
    }
  }

  private static String train(JavaSparkContext spark, Tuple2<Double, Vector> seventh) {
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(i == 7 ? seventh : new Tuple2<>(i % 2 + 0.0, Vectors.dense(i, i % 7)));
    }
    try {
      return "trained to "
          + Trainer.on(spark)
              .data(spark.parallelizePairs(rows, 2))
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
