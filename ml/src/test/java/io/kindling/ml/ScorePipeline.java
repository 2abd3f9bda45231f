package io.kindling.ml;

import java.io.IOException;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.SparkSession;

/** A program that scores the points by a saved pipeline. */
final class ScorePipeline {
  private ScorePipeline() {}

  /** Takes the folder of the pipeline and that of the scored rows. */
  public static void main(String[] folders) throws IOException {
    try (SparkSession session = LocalSession.start()) {
      PipelineModel.load(folders[0])
          .transform(Points.in(session, 3))
          .select("id", "rawPrediction", "probability", "prediction")
          .write()
          .parquet(folders[1]);
    }
  }
}
