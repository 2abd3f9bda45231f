package io.kindling.tests.training;

import io.kindling.driver.explanation.ColumnImportance;
import io.kindling.driver.explanation.PermutationImportance;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.metric.Mae;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/**
 * The importance of columns on rows of whole numbers, so that sums are exact and the same on every
 * machine.
 */
final class SameImportance {
  /** Of two repeats of each of three columns, computed from rows permuted one by one. */
  static final List<List<Double>> EXPECTED =
      List.of(List.of(66.864, 65.42), List.of(29.118, 29.632), List.of(0.0, 0.0));

  private static final int ROWS = 1000;

  private SameImportance() {}

  static List<List<Double>> measure(JavaSparkContext context, int partitions) {
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double x = i * 37 % 101 - 50;
      double y = i * 53 % 89 - 44;
      rows.add(new Tuple2<>(2 * x + y, Vectors.dense(x, y, i % 7)));
    }
    TrainedModel model =
        new TrainedModel(
            new ModelSpec(Shape.vector(3), NetworkSpec.of(new Dense(1)), new SquaredError()),
            Preprocessing.of(Scaling.none(3)),
            Labels.UNKNOWN,
            new float[] {2, 1, 0, 0},
            new Provenance(Map.of()));
    return new PermutationImportance(model)
            .metric(new Mae())
            .byPosition(true)
            .repeats(2)
            .measure(context, new VectorSource(context.parallelizePairs(rows, partitions)))
            .columns()
            .stream()
            .map(ColumnImportance::repeats)
            .toList();
  }
}
