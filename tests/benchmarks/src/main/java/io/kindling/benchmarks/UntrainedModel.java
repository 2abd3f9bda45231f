package io.kindling.benchmarks;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import java.util.Map;

/** Models to score with: what they have learnt makes no difference to the time. */
final class UntrainedModel {
  private static final int CLASSES = 10;

  private UntrainedModel() {}

  /** A classifier of one hidden layer. */
  static TrainedModel of(int hidden, Scaling scaling) {
    int features = scaling.features();
    ModelSpec spec =
        new ModelSpec(
            Shape.vector(features),
            NetworkSpec.of(new Dense(hidden), new Relu(), new Dense(CLASSES)),
            new SoftmaxCrossEntropy());
    return new TrainedModel(
        spec,
        Preprocessing.of(scaling),
        Labels.UNKNOWN,
        spec.compile().parameters().initialParameters(1),
        new Provenance(Map.of()));
  }
}
