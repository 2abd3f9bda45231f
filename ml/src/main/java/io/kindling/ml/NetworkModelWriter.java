package io.kindling.ml;

import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/**
 * Writes {@code metadata}, as every stage of Spark ML has it, beside what a {@link NetworkFolder}
 * has.
 */
final class NetworkModelWriter extends MLWriter {
  private final Params params;
  private final TrainedModel model;
  private final NetworkTrainingSummary summary;

  NetworkModelWriter(Params params, TrainedModel model, NetworkTrainingSummary summary) {
    this.params = params;
    this.model = model;
    this.summary = summary;
  }

  @Override
  public void saveImpl(String path) {
    try {
      NetworkFolder.at(path, sc().hadoopConfiguration()).write(model, summary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // What is written last makes it a stage that can be loaded.
    DefaultParamsWriter.saveMetadata(params, path, sparkSession());
  }
}
