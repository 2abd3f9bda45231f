package com.example.kinds;

import io.kindling.ml.NeuralNetworkClassificationModel;
import io.kindling.ml.NeuralNetworkClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Tells points of two rings apart by kinds of one's own: params name them, or their classes. */
public final class Rings {
  private Rings() {}

  /** Prints how many points it got right. */
  public static void main(String[] args) {
    SparkSession spark = SparkSession.builder().appName("rings").getOrCreate();
    Dataset<Row> rows = points(spark);
    Dataset<Row> predicted = fit(rows).transform(rows);
    double accuracy =
        new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted);
    System.out.println("accuracy " + accuracy);
    spark.stop();
  }

  /** Points of rings of the radii 1 and 2. */
  public static Dataset<Row> points(SparkSession spark) {
    return spark
        .range(400)
        .selectExpr(
            "id",
            "array((1 + id % 2) * cos(0.1D * id), (1 + id % 2) * sin(0.1D * id)) AS features",
            "double(id % 2) AS label");
  }

  /** A network, a loss and an optimizer of one's own. */
  public static NeuralNetworkClassificationModel fit(Dataset<Row> rows) {
    return new NeuralNetworkClassifier()
        .setNetwork(
            "[dense: {units: 16}, com.example.kinds.Softsign, com.example.kinds.Gain,"
                + " dense: {units: classes}]")
        .setLoss("com.example.kinds.Focal: {gamma: 1}")
        .setOptimizer("com.example.kinds.Lion: {learning_rate: 0.01}")
        .setIdCol("id")
        .setMaxIter(30)
        .setBatchSize(40)
        .setShards(2)
        .fit(rows);
  }
}
