package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.JobRecorder;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTables;
import io.kindling.driver.optimizer.Adagrad;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.ClipByGlobalNorm;
import io.kindling.driver.optimizer.ClipByValue;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.schedule.Constant;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Tuple2;

/**
 * Steps whose gradients travel as touched lines: rows of a table of embeddings, or columns of the
 * weights of a layer that takes sparse rows.
 */
final class TouchedRowsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int CATEGORIES = 1 << 15;
  private static final int ROWS = 600;
  private static final int BATCH = 200;
  private static final int SHARDS = 5;
  private static final int STEPS = 6;
  private static final int COLUMNS = 2;

  private enum Rows {
    OF_CATEGORIES,
    SPARSE;

    ModelSpec model() {
      return this == SPARSE
          ? model(CATEGORIES, new Dense(16), new Tanh(), new Dense(1))
          : model(COLUMNS, new Embedding(CATEGORIES, 8), new Dense(4), new Tanh(), new Dense(1));
    }

    private static ModelSpec model(int columns, LayerSpec... layers) {
      return new ModelSpec(Shape.vector(columns), NetworkSpec.of(layers), new SquaredError());
    }

    /** A row with one of a few columns or categories that come often, and any other. */
    Vector row(int often, int rare) {
      return this == SPARSE
          ? Vectors.sparse(CATEGORIES, new int[] {often, 10 + rare}, new double[] {1, -2.5})
          : Vectors.dense(often, rare);
    }
  }

  private static List<UpdateRule> rules() {
    UpdateRule sgd = UpdateRule.of(new Sgd(0.5));
    UpdateRule adagrad = UpdateRule.of(new Adagrad(0.1));
    return List.of(
        sgd,
        adagrad,
        sgd.with(new ClipByGlobalNorm(0.1)),
        adagrad.with(new ClipByValue(0.001)),
        sgd.withAverage(0.9),
        UpdateRule.of(new Sgd(new Constant(0.5), 0.01)),
        sgd.with(new Penalty(0.001, 0.01)),
        adagrad.with(new Penalty(0, 0.01)).with(new ClipByGlobalNorm(0.1)),
        UpdateRule.of(new Adam(0.01)));
  }

  private static Stream<Arguments> rowsAndRules() {
    return Arrays.stream(Rows.values())
        .flatMap(rows -> rules().stream().map(rule -> Arguments.of(rows, rule)));
  }

  @ParameterizedTest
  @MethodSource("rowsAndRules")
  void theModelIsTheSameToTheBit(Rows rows, UpdateRule rule) {
    assertArrayEquals(theta(rows, rule, false, 2), theta(rows, rule, true, 2));
  }

  @ParameterizedTest
  @CsvSource({"OF_CATEGORIES, 1", "OF_CATEGORIES, 3", "OF_CATEGORIES, 5", "SPARSE, 1", "SPARSE, 5"})
  void theModelIsTheSameForAnyNumberOfTasks(Rows rows, int tasks) {
    UpdateRule rule = rules().get(2);
    assertArrayEquals(theta(rows, rule, false, 2), theta(rows, rule, true, tasks));
  }

  @ParameterizedTest
  @EnumSource
  void aStepSendsTheDriverLessThanAHundredthOfAWholeGradient(Rows rows) {
    long whole = Collections.min(resultBytes(rows, false));
    long touched = Collections.max(resultBytes(rows, true));
    int parameters = rows.model().compile().parameters().size();
    assertTrue(whole > (long) parameters * Float.BYTES, "whole gradients: " + whole);
    assertTrue(touched < whole / 100, "%s of %s bytes from a task".formatted(touched, whole));
  }

  @Test
  void anOptimizerWhoseMomentsDecayStepsEverywhere() {
    assertTrue(stepsByRows(UpdateRule.of(new Adagrad(0.01))));
    assertFalse(stepsByRows(UpdateRule.of(new Adam(0.01))));
    assertFalse(stepsByRows(UpdateRule.of(new Adagrad(new Constant(0.01), 1e-10, 0.1))));
    assertFalse(stepsByRows(UpdateRule.of(new Sgd(0.01)).with(new Penalty(0, 0.1))));
  }

  private static boolean stepsByRows(UpdateRule rule) {
    Network network = Rows.OF_CATEGORIES.model().compile();
    float[] theta = new float[network.parameters().size()];
    return new Learner(network, rule, new Constant(0.1), theta).stepsByRows();
  }

  private static Set<Long> resultBytes(Rows rows, boolean touchedRows) {
    try (JobRecorder recorder = new JobRecorder(SPARK.context());
        ShardedData data = pack(rows, 2);
        OneModel engine = engine(rows, data, UpdateRule.of(new Sgd(0.1)), touchedRows)) {
      for (int step = 0; step < STEPS; step++) {
        SPARK.context().setJobDescription("a step");
        engine.step(step / 3, step % 3);
        SPARK.context().setJobDescription(null);
      }
      return recorder.resultBytes("a step");
    }
  }

  /** The bits of the parameters after some steps. */
  private static int[] theta(Rows rows, UpdateRule rule, boolean touchedRows, int tasks) {
    try (ShardedData data = pack(rows, tasks);
        OneModel engine = engine(rows, data, rule, touchedRows)) {
      for (int step = 0; step < STEPS; step++) {
        assertTrue(engine.step(step / 3, step % 3).isFinite());
      }
      float[] theta = engine.averagedParameters();
      return IntStream.range(0, theta.length).map(i -> Float.floatToRawIntBits(theta[i])).toArray();
    }
  }

  private static OneModel engine(
      Rows rows, ShardedData data, UpdateRule rule, boolean touchedRows) {
    return new OneModel(SPARK.context(), data, BATCH, rows.model(), rule, touchedRows, 1);
  }

  private static ShardedData pack(Rows of, int tasks) {
    Random random = new Random(3);
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Vector row = of.row(random.nextInt(10), random.nextInt(CATEGORIES - 10));
      rows.add(new Tuple2<>(random.nextGaussian(), row));
    }
    try (ReadTable table =
        TinyTables.read(SPARK.context(), SPARK.context().parallelizePairs(rows, 2))) {
      ShardAssignment all = ShardAssignment.all(ROWS, 1, SHARDS);
      return ShardedData.pack("rows", table, RowCount.of(table, null, false, false), all, tasks);
    }
  }
}
