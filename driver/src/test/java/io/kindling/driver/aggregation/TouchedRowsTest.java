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
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** Steps whose gradients travel as touched rows of a table of embeddings. */
final class TouchedRowsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int CATEGORIES = 1 << 15;
  private static final int ROWS = 600;
  private static final int BATCH = 200;
  private static final int SHARDS = 5;
  private static final int STEPS = 6;
  private static final int COLUMNS = 2;
  private static final ModelSpec MODEL =
      new ModelSpec(
          Shape.vector(COLUMNS),
          NetworkSpec.of(new Embedding(CATEGORIES, 8), new Dense(4), new Tanh(), new Dense(1)),
          new SquaredError());
  private static final int PARAMETERS = MODEL.compile().parameters().size();

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

  @ParameterizedTest
  @MethodSource("rules")
  void theModelIsTheSameToTheBit(UpdateRule rule) {
    assertArrayEquals(theta(rule, false, 2), theta(rule, true, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void theModelIsTheSameForAnyNumberOfTasks(int tasks) {
    UpdateRule rule = rules().get(2);
    assertArrayEquals(theta(rule, false, 2), theta(rule, true, tasks));
  }

  @Test
  void aStepSendsTheDriverLessThanAHundredthOfAWholeGradient() {
    long whole = Collections.min(resultBytes(false));
    long touched = Collections.max(resultBytes(true));
    assertTrue(whole > (long) PARAMETERS * Float.BYTES, "whole gradients: " + whole);
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
    return new Learner(MODEL.compile(), rule, new Constant(0.1), new float[PARAMETERS])
        .stepsByRows();
  }

  private static Set<Long> resultBytes(boolean touchedRows) {
    try (JobRecorder recorder = new JobRecorder(SPARK.context());
        ShardedData data = pack(2);
        OneModel engine = engine(data, UpdateRule.of(new Sgd(0.1)), touchedRows)) {
      for (int step = 0; step < STEPS; step++) {
        SPARK.context().setJobDescription("a step");
        engine.step(step / 3, step % 3);
        SPARK.context().setJobDescription(null);
      }
      return recorder.resultBytes("a step");
    }
  }

  /** The bits of the parameters after some steps. */
  private static int[] theta(UpdateRule rule, boolean touchedRows, int tasks) {
    try (ShardedData data = pack(tasks);
        OneModel engine = engine(data, rule, touchedRows)) {
      for (int step = 0; step < STEPS; step++) {
        assertTrue(engine.step(step / 3, step % 3).isFinite());
      }
      float[] theta = engine.averagedParameters();
      return IntStream.range(0, theta.length).map(i -> Float.floatToRawIntBits(theta[i])).toArray();
    }
  }

  private static OneModel engine(ShardedData data, UpdateRule rule, boolean touchedRows) {
    return new OneModel(SPARK.context(), data, BATCH, MODEL, rule, touchedRows, 1);
  }

  private static ShardedData pack(int tasks) {
    Random random = new Random(3);
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double often = random.nextInt(10);
      double rare = random.nextInt(CATEGORIES);
      rows.add(new Tuple2<>(random.nextGaussian(), Vectors.dense(often, rare)));
    }
    try (ReadTable table =
        TinyTables.read(SPARK.context(), SPARK.context().parallelizePairs(rows, 2))) {
      ShardAssignment all = ShardAssignment.all(ROWS, 1, SHARDS);
      return ShardedData.pack("rows", table, RowCount.of(table, null, false, false), all, tasks);
    }
  }
}
