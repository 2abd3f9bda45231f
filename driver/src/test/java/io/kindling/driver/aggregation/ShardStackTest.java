package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTables;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shards that are computed a few at a time, against each alone. */
final class ShardStackTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final long SEED = 5;
  private static final int INPUTS = 40;
  private static final TinyData ROWS = new TinyData(SEED, 700, INPUTS, 3);

  private static final class Model {
    private final ModelRuntime runtime;
    private final float[] theta;

    private Model(ModelRuntime runtime, float[] theta) {
      this.runtime = runtime;
      this.theta = theta;
    }

    static Model of(int capacity, LayerSpec... layers) {
      ModelSpec spec =
          new ModelSpec(Shape.vector(INPUTS), NetworkSpec.of(layers), new SoftmaxCrossEntropy());
      ModelRuntime runtime =
          ModelRuntime.forTraining(spec, Preprocessing.of(Scaling.none(INPUTS)), capacity);
      float[] theta = spec.compile().parameters().initialParameters(SEED);
      return new Model(runtime, theta);
    }
  }

  @ParameterizedTest(name = "{0} shards, batches of {1}, ranges of {2} shards")
  @CsvSource({
    "1, 64, 1",
    "2, 128, 2",
    "7, 448, 7",
    "7, 448, 3",
    "16, 512, 5",
    "16, 512, 16",
    "16, 500, 16", // some have a row more
    "64, 640, 64",
    "64, 640, 33",
    "32, 20, 32", // some have no row
  })
  void theyHaveTheBitsOfShardsThatAreComputedAlone(int shards, int batch, int range) {
    try (ShardedData data = pack(shards)) {
      List<Shard> all = new ArrayList<>(data.shards().collect());
      all.sort(Comparator.comparing(Shard::index));
      EpochSampler sampler = new EpochSampler(SEED, ROWS.rows(), shards, batch);
      int capacity = sampler.largestShare();
      List<Model> models =
          List.of(
              Model.of(capacity, new Dense(70), new Relu(), new Dropout(0.4), new Dense(3)),
              Model.of(capacity, new Dense(33), new Dense(3)));
      Model alone = Model.of(capacity, new Dense(70), new LayerNorm(), new Dense(3));

      assertSameBits(all, range, sampler, models);
      assertSameBits(all, range, sampler, List.of(alone));
    }
  }

  private static void assertSameBits(
      List<Shard> shards, int range, EpochSampler sampler, List<Model> models) {
    for (int number = 0; number < 3; number++) {
      int batch = number % sampler.batches();
      ShardPass pass = new ShardPass(sampler, new StepKey(SEED, 0, batch, number, shards.size()));
      List<List<TreeNode<GradientSums>>> parts = new ArrayList<>();
      for (int from = 0; from < shards.size(); from += range) {
        int to = Math.min(from + range, shards.size());
        parts.add(stacked(shards.subList(from, to), shards.size(), pass, models));
      }
      GradientSums sum = TreeSum.total(shards.size(), parts);

      for (int i = 0; i < models.size(); i++) {
        GradientSum expected = alone(shards, pass, models.get(i));
        assertArrayEquals(expected.gradient(), sum.of(i).gradient());
        assertEquals(expected.loss(), sum.of(i).loss());
        assertEquals(expected.weight(), sum.of(i).weight());
        assertEquals(expected.rows(), sum.of(i).rows());
        assertTrue(sum.nanos() > 0);
      }
    }
  }

  private static List<TreeNode<GradientSums>> stacked(
      List<Shard> range, int shards, ShardPass pass, List<Model> models) {
    TreeSum<GradientSums> sum = new TreeSum<>(shards);
    ShardStack stack =
        new ShardStack(
            models.stream().map(model -> model.runtime).toList(),
            models.stream().map(model -> model.runtime.scratch()).toList(),
            new Parameters(models.stream().map(model -> model.theta).toArray(float[][]::new)),
            pass,
            sum);
    range.forEach(stack::add);
    stack.compute();
    return sum.subtrees();
  }

  private static GradientSum alone(List<Shard> shards, ShardPass pass, Model model) {
    TreeSum<GradientSum> sum = new TreeSum<>(shards.size());
    for (Shard shard : shards) {
      GradientSum leaf = new GradientSum(model.runtime.objective().network().parameters());
      pass.gradient(model.runtime, shard, model.theta, model.runtime.scratch(), leaf);
      sum.addLeaf(shard.index(), leaf);
    }
    return sum.total();
  }

  private static ShardedData pack(int shards) {
    try (ReadTable table = TinyTables.read(SPARK.context(), ROWS.rdd(SPARK.context(), 2))) {
      RowCount count = RowCount.of(table, null, false, false);
      ShardAssignment assignment = ShardAssignment.all(ROWS.rows(), SEED, shards);
      return ShardedData.pack("rows", table, count, assignment, 2);
    }
  }
}
