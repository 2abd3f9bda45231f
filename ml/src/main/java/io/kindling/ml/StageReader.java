package io.kindling.ml;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Reads estimators and models. Spark's own reader makes whatever class a folder names, and fails
 * with that class's constructors where it is another than the one that was asked for.
 *
 * @param <S> the class of the stage
 */
final class StageReader<S extends Params> extends MLReader<S> {
  private final Class<S> type;
  private final Constructor<S> constructor;

  /** Makes a stage. */
  @FunctionalInterface
  interface Constructor<S> {
    /** A stage of this uid; {@code folder} has the network of a model. */
    S make(String uid, NetworkFolder folder);
  }

  StageReader(Class<S> type, Constructor<S> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  @Override
  public S load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
    S read = constructor.make(metadata.uid(), NetworkFolder.at(path, sc().hadoopConfiguration()));
    metadata.getAndSetParams(read, Option.empty());
    return read;
  }
}
