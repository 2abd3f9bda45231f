package io.kindling.tests.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.explanation.PermutationImportance;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.explanation.IntegratedGradients;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import io.kindling.submit.report.record.ExplanationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/** Explanations of a model that nobody trained. */
final class ExplainedModel {
  private static final int SIDE = 8;
  private static final int ROWS = 100;

  private ExplainedModel() {}

  static ObjectNode ofImages(JavaSparkContext context) {
    return explain(context, Shape.image(SIDE, SIDE, 1));
  }

  static ObjectNode ofVectors(JavaSparkContext context) {
    return explain(context, Shape.vector(SIDE * SIDE));
  }

  private static ObjectNode explain(JavaSparkContext context, Shape input) {
    ModelSpec spec =
        new ModelSpec(
            input,
            NetworkSpec.of(new Dense(16), new Tanh(), new Dense(2)),
            new SoftmaxCrossEntropy());
    TrainedModel model =
        new TrainedModel(
            spec,
            Preprocessing.of(Scaling.none(SIDE * SIDE)),
            Labels.UNKNOWN,
            spec.compile().parameters().initialParameters(2),
            new Provenance(Map.of()));
    IntegratedGradients gradients = new IntegratedGradients(model).output("1");
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < ROWS; i++) {
      float[] row = new float[SIDE * SIDE];
      double[] values = new double[row.length];
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextInt(17) / 16f;
        values[j] = row[j];
      }
      double label = gradients.attribute(row).value() > 0.5 ? 1 : 0;
      rows.add(new Tuple2<>(label, Vectors.dense(values)));
    }
    ExplanationRecord record = new ExplanationRecord("runs/some/model", "rows", model);
    record.add(
        new PermutationImportance(model)
            .byPosition(true)
            .repeats(2)
            .measure(context, new VectorSource(context.parallelizePairs(rows, 2))));
    float[] row = new float[SIDE * SIDE];
    double[] first = rows.get(0)._2().toArray();
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) first[j];
    }
    record.add("1", gradients.attribute(row), "0 in each input of the network", 200);
    return record.node();
  }
}
