package io.kindling.tests.examples;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.Trainer;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The README's example. */
final class LibraryExample {
  private LibraryExample() {}

  static TrainedModel train(SparkSession spark, Dataset<Row> rows, String folder)
      throws IOException {
    // README example: begin
    TrainedModel model =
        Trainer.on(spark)
            .data(rows, 0.1, "kind") // a DataFrame; a tenth is held out for validation
            .scale(ScaleMode.STANDARDIZE)
            .network(new Dense(64, new HeNormal()), new Relu(), new Dense(3))
            .loss(new SoftmaxCrossEntropy())
            .optimizer(new Adam(0.001))
            .epochs(20)
            .batchSize(128)
            .build()
            .train();
    ModelFiles.save(model, spark.sparkContext().hadoopConfiguration(), folder);
    // README example: end
    return model;
  }
}
