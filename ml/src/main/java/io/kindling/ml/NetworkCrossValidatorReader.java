package io.kindling.ml;

import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ValidatorParams;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;
import scala.Tuple4;
import scala.jdk.javaapi.CollectionConverters;

/** Reads what a {@link NetworkCrossValidator} wrote, which Spark's reader takes for none of its. */
final class NetworkCrossValidatorReader extends MLReader<CrossValidator> {
  @Override
  public NetworkCrossValidator load(String path) {
    return read(path);
  }

  private <M extends Model<M>> NetworkCrossValidator read(String path) {
    Tuple4<DefaultParamsReader.Metadata, Estimator<M>, Evaluator, ParamMap[]> read =
        ValidatorParams.loadImpl(path, sparkSession(), NetworkCrossValidator.class.getName());
    NetworkCrossValidator search = new NetworkCrossValidator(read._1().uid());
    search.setEstimator(read._2());
    search.setEvaluator(read._3());
    search.setEstimatorParamMaps(read._4());
    read._1()
        .getAndSetParams(
            search,
            Option.apply(
                CollectionConverters.asScala(List.of(search.estimatorParamMaps().name()))
                    .toList()));
    return search;
  }
}
