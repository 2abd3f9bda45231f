package io.kindling.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A pipeline that ends in a network's estimator: the stages before it are fitted once for all sets
 * of its params.
 *
 * @param pipeline as a whole
 * @param network its last stage
 * @param <M> the class of that stage's models
 */
record JointPipeline<M extends Model<M>>(Pipeline pipeline, Estimator<M> network) {
  /** That of a pipeline, if sets of params are all of such a last stage. */
  static Optional<JointPipeline<?>> of(Pipeline pipeline, ParamMap... maps) {
    PipelineStage[] stages = pipeline.getStages();
    PipelineStage last = stages.length == 0 ? pipeline : stages[stages.length - 1];
    boolean ofLast =
        Arrays.stream(maps)
            .flatMap(map -> CollectionConverters.asJava(map.toSeq()).stream())
            .allMatch(pair -> pair.param().parent().equals(last.uid()));
    if (!ofLast) {
      return Optional.empty();
    }
    if (last instanceof NeuralNetworkClassifier classifier) {
      return Optional.of(new JointPipeline<>(pipeline, classifier));
    }
    return last instanceof NeuralNetworkRegressor regressor
        ? Optional.of(new JointPipeline<>(pipeline, regressor))
        : Optional.empty();
  }

  /** The models of all sets of params. */
  List<PipelineModel> fit(Dataset<?> rows, int fold, ParamMap... maps) {
    PipelineStage[] stages = pipeline.getStages();
    PipelineModel before =
        new Pipeline(pipeline.uid()).setStages(Arrays.copyOf(stages, stages.length - 1)).fit(rows);
    Dataset<Row> prepared = before.transform(rows);
    List<PipelineModel> models = new ArrayList<>();
    for (M model : SharedFits.ofFold(network, prepared, fold, maps)) {
      List<Transformer> all = new ArrayList<>(List.of(before.stages()));
      all.add(model);
      models.add(new PipelineModel(pipeline.uid(), all).setParent(pipeline));
    }
    return models;
  }
}
