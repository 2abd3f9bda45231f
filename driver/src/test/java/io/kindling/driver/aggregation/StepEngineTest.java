package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kindling.driver.fixture.Goldens;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTables;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.OptimizerState;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.random.Permutation;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step over the cluster against the same mathematics, row by row, in this thread. */
final class StepEngineTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final long SEED = 3;
  private static final int INPUTS = 4;
  private static final TinyData ROWS = new TinyData(SEED, 37, INPUTS, 3);
  private static final ModelSpec MODEL =
      new ModelSpec(
          Shape.vector(INPUTS),
          NetworkSpec.of(new Dense(6), new Tanh(), new Dense(3)),
          new SoftmaxCrossEntropy());

  @Test
  void theGradientOfAllRowsIsTheMeanOfTheRowsGradients() {
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < ROWS.rows(); i++) {
      all.add(new Row(ROWS.features(i), ROWS.classOf(i)));
    }
    Goldens.assertClose("gradient", meanGradient(all), gradient(4, ROWS.rows(), 0, 0), 1e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, 0, 0",
    "1, 10, 2, 3",
    "3, 10, 0, 1",
    "3, 10, 1, 3",
    "4, 12, 5, 3",
    "8, 9, 1, 4"
  })
  void theGradientOfABatchIsTheMeanOfItsRowsGradients(
      int shards, int batchSize, int epoch, int batch) {
    try (ShardedData data = pack(shards)) {
      EpochSampler sampler = new EpochSampler(SEED, data.rows(), shards, batchSize);
      List<Row> rows = batch(data, sampler, epoch, batch);
      assertEquals(sampler.rowsIn(batch), rows.size());
      Goldens.assertClose(
          "gradient", meanGradient(rows), gradient(shards, batchSize, epoch, batch), 1e-5);
    }
  }

  @Test
  void theLossOfAStepIsTheSumOverItsRowsBeforeTheStep() {
    double[] losses = new double[1];
    for (int i = 0; i < ROWS.rows(); i++) {
      losses[0] += evaluate(new Row(ROWS.features(i), ROWS.classOf(i))).loss();
    }
    try (ShardedData data = pack(4);
        OneModel engine = engine(data, ROWS.rows(), new Sgd(0.5))) {
      BatchLoss loss = engine.step(0, 0);
      Goldens.assertClose("loss", losses, new double[] {loss.sum()}, 1e-6);
    }
  }

  @Test
  void theWeightOfABatchIsTheNumberOfItsRows() {
    try (ShardedData data = pack(4);
        OneModel engine = engine(data, 10, new Sgd(0.5))) {
      assertEquals(7, engine.step(0, 3).weight());
    }
  }

  @Test
  void stepsAreCounted() {
    try (ShardedData data = pack(2);
        OneModel engine = engine(data, 10, new Sgd(0.1))) {
      engine.step(0, 0);
      engine.step(0, 1);
      assertEquals(2, engine.steps());
    }
  }

  @Test
  void aLossThatIsNoNumberLeavesTheParametersAlone() {
    try (ShardedData data = pack(2);
        OneModel engine = engine(data, 10, new Sgd(0.1))) {
      Arrays.fill(engine.theta(), Float.NaN);
      engine.theta()[0] = 0.25f;
      float[] before = engine.theta().clone();
      assertFalse(engine.step(0, 0).isFinite());
      assertArrayEquals(before, engine.theta());
    }
  }

  /** The mean gradient that the engine hands to its optimizer. */
  private static float[] gradient(int shards, int batchSize, int epoch, int batch) {
    Recorder recorder = new Recorder();
    try (ShardedData data = pack(shards);
        OneModel engine = engine(data, batchSize, recorder)) {
      engine.step(epoch, batch);
    }
    return recorder.gradient;
  }

  private static OneModel engine(ShardedData data, int batchSize, Optimizer optimizer) {
    return new OneModel(SPARK.context(), data, batchSize, MODEL, optimizer, SEED);
  }

  private static ShardedData pack(int shards) {
    try (ReadTable table = TinyTables.read(SPARK.context(), ROWS.rdd(SPARK.context(), 3))) {
      return ShardedData.pack(
          "rows",
          table,
          RowCount.of(table, null, false, false),
          ShardAssignment.all(ROWS.rows(), SEED, shards),
          2);
    }
  }

  private static float[] theta() {
    return MODEL.compile().parameters().initialParameters(SEED);
  }

  private static final class Row {
    private final float[] features;
    private final float target;

    Row(float[] features, float target) {
      this.features = features;
      this.target = target;
    }
  }

  private static List<Row> batch(ShardedData data, EpochSampler sampler, int epoch, int batch) {
    List<Row> rows = new ArrayList<>();
    for (Shard shard : data.shards().collect()) {
      Permutation order = sampler.order(shard.index(), epoch, shard.block().rows());
      for (int i = 0; i < sampler.share(shard.index(), batch); i++) {
        int row = (int) order.apply(sampler.firstElement(shard.index(), batch) + i);
        float[] features = new float[INPUTS];
        shard.block().readFeatures(row, features, 0);
        rows.add(new Row(features, shard.block().target(row)));
      }
    }
    return rows;
  }

  private static double[] meanGradient(List<Row> rows) {
    double[] mean = new double[theta().length];
    for (Row row : rows) {
      float[] gradient = evaluate(row).gradient();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += gradient[i] / (double) rows.size();
      }
    }
    return mean;
  }

  private static GradientSum evaluate(Row row) {
    Objective objective = new Objective(MODEL);
    Workspace workspace = Workspace.forTraining(objective.network(), 1);
    System.arraycopy(row.features, 0, workspace.input(), 0, INPUTS);
    workspace.targets()[0] = row.target;
    workspace.weights()[0] = 1;
    float[] theta = theta();
    GradientSum sum = new GradientSum(objective.network().parameters());
    objective.gradient(1, 0, theta, workspace, sum);
    return sum;
  }

  /** Keeps the gradient and changes nothing. */
  private static final class Recorder implements Optimizer {
    private static final long serialVersionUID = 1L;

    private float[] gradient = {};

    @Override
    public Schedule learningRate() {
      return new Constant(1);
    }

    @Override
    public int moments() {
      return 0;
    }

    @Override
    public void step(float[] theta, float[] gradient, double rate, OptimizerState state) {
      this.gradient = gradient.clone();
    }
  }
}
