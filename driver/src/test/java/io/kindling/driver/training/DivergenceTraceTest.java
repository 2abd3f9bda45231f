package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.RegressionLoss;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.parameter.Constant;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** A training that diverges tells where it began: shard, row and layer. */
final class DivergenceTraceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int BAD_ROW = 41; // the 12th of the second of two partitions
  private static final String AT = ", the RDD of vectors, partition 1, row 12, ";

  /** All values of one row are as large as float32 can hold. */
  private static JavaPairRDD<Double, Vector> rows(int partitions) {
    TinyData data = TinyTraining.data();
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int row = 0; row < data.rows(); row++) {
      double[] values = new double[5];
      for (int i = 0; i < values.length; i++) {
        values[i] = row == BAD_ROW ? 3e38 : data.features(row)[i];
      }
      rows.add(new Tuple2<>((double) data.classOf(row), Vectors.dense(values)));
    }
    return SPARK.context().parallelizePairs(rows, partitions);
  }

  private static TrainerBuilder training() {
    return TinyTraining.on(SPARK.context(), 2)
        .data(rows(2))
        .scale(ScaleMode.NONE)
        .network(new Dense(8, new Constant(1), new Zeros(), true), new Dense(3))
        .optimizer(new Sgd(1e-3));
  }

  private static String divergence(TrainerBuilder training) {
    Trainer trainer = training.build();
    return String.valueOf(assertThrows(DivergedException.class, trainer::train).getMessage());
  }

  private static void assertMatches(String pattern, String message) {
    assertTrue(message.matches(pattern), message);
  }

  @Test
  void inTheStepOfItsBatchARowIsNamedWithTheLayerThatItOverflows() {
    String message = divergence(training());
    assertMatches(
        "training diverged: the loss became (NaN|-?Infinity) at epoch 1, step [1-4]; in shard [0-3]"
            + AT
            + "the output of layer 0 \\(dense\\) is Infinity; a lower learning rate or scaled"
            + " features may help",
        message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void anyNumberOfTasksFindsTheSame(int partitions) {
    String message = divergence(training().epochs(1));
    assertEquals(
        message,
        divergence(training().epochs(1).data(rows(partitions)))
            .replaceFirst("partition \\d+, row \\d+", "partition 1, row 12"));
  }

  @Test
  void inARoundTheStepIsNamedToo() {
    assertMatches(
        "training diverged: the loss became (NaN|-?Infinity) at epoch 1, step 1; in step [1-4] of"
            + " the 4 of the round, shard [0-3]"
            + AT
            + "the output of layer 0 .*",
        divergence(training().sync(new LocalSteps(4))));
  }

  /** Has a value, but no derivative at one target. */
  private record Broken() implements RegressionLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public double loss(double output, double target) {
      return 1;
    }

    @Override
    public double derivative(double output, double target) {
      return target == 2 ? Double.NaN : 0;
    }
  }

  private static TrainerBuilder broken() {
    return TinyTraining.on(SPARK.context(), 2).network(new Dense(1)).loss(new Broken());
  }

  @Test
  void aGradientThatIsNotFiniteIsTracedToARow() {
    assertMatches(
        "training diverged: the gradient is no longer finite at epoch 1, step 1; in shard [0-3],"
            + " the RDD of vectors, partition [01], row \\d+, the gradient by the outputs is NaN; .*",
        divergence(broken()));
  }

  @Test
  void aReplicaStopsAtAGradientToo() {
    assertMatches(
        "training diverged: the gradient is no longer finite at epoch 1, step 1; in step 1 of the 4"
            + " of the round, shard [0-3], the RDD of vectors, partition [01], row \\d+, the"
            + " gradient by the outputs is NaN; .*",
        divergence(broken().sync(new LocalSteps(4))));
  }

  @Test
  void aSumThatOverflowsIsTracedToTheRowThatDoesSoAlone() {
    assertMatches(
        "training diverged: the gradient is no longer finite at epoch 1, step [1-4]; in shard [0-3]"
            + AT
            + "the gradient of 0.weight is -?Infinity; .*",
        divergence(
            training()
                .network(new Dense(1, new Constant(0.01), new Zeros(), true))
                .loss(new SquaredError())));
  }

  @Test
  void nothingStaysCached() {
    divergence(training());
    assertEquals(0, SPARK.context().getPersistentRDDs().size());
  }
}
