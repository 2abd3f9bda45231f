package io.kindling.ml;

import java.util.function.Function;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Reads estimators. Spark's own reader makes whatever class a folder names, and fails with that
 * class's constructors where it is another than the one that was asked for.
 *
 * @param <E> the class of the estimator
 */
final class NetworkEstimatorReader<E extends Params> extends MLReader<E> {
  private final Class<E> type;
  private final Function<String, E> constructor;

  /** The constructor takes a uid. */
  NetworkEstimatorReader(Class<E> type, Function<String, E> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  @Override
  public E load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
    E read = constructor.apply(metadata.uid());
    metadata.getAndSetParams(read, Option.empty());
    return read;
  }
}
