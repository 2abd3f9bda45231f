package io.kindling.ml;

import io.kindling.driver.model.ModelFiles;
import io.kindling.predictor.model.TrainedModel;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Reads what {@link NetworkModelWriter} wrote.
 *
 * @param <M> the class of the model
 */
final class NetworkModelReader<M extends Params> extends MLReader<M> {
  private final Class<M> type;
  private final Constructor<M> constructor;

  /** Makes a model. */
  @FunctionalInterface
  interface Constructor<M> {
    M make(String uid, TrainedModel model, NetworkTrainingSummary summary);
  }

  NetworkModelReader(Class<M> type, Constructor<M> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  @Override
  public M load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
    Configuration hadoop = sc().hadoopConfiguration();
    String folder = NetworkModelWriter.isLocal() ? Path.of(path).toUri().toString() : path;
    TrainedModel model =
        ModelFiles.load(hadoop, NetworkModelWriter.child(folder, ModelFiles.NETWORK));
    M read = constructor.make(metadata.uid(), model, SummaryFile.read(hadoop, folder));
    metadata.getAndSetParams(read, Option.empty());
    return read;
  }
}
