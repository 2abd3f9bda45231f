package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTables;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.storage.StorageStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/** What steps leave behind, and what they send along. */
final class StepFootprintTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int INPUTS = 50;
  private static final TinyData ROWS = new TinyData(1, 64, INPUTS, 2);
  private static final ModelSpec MODEL =
      new ModelSpec(
          Shape.vector(INPUTS),
          NetworkSpec.of(new Dense(4000), new Dense(2)),
          new SoftmaxCrossEntropy());
  private static final int PARAMETERS = MODEL.compile().parameters().size();
  private static final int CLOSURE_BYTES = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void parametersOfEarlierStepsAreGone() throws InterruptedException {
    try (ShardedData data = pack();
        OneModel engine = engine(data)) {
      for (int step = 0; step < 50; step++) {
        engine.step(step / 4, step % 4);
      }
      assertParameterBlocks(0);
    }
  }

  @Test
  void parametersThatNobodyGivesBackAreNoticed() throws InterruptedException {
    try (ShardedData data = pack();
        OneModel engine = engine(data)) {
      engine.step(0, 0);
      ShippedParameters kept =
          ShippedParameters.of(SPARK.context(), new Parameters(engine.theta().clone()));
      engine.step(0, 1);
      assertParameterBlocks(1);
      kept.release();
      assertParameterBlocks(0);
    }
  }

  /** Spark removes broadcasts in the background. */
  private static void assertParameterBlocks(long expected) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (parameterBlocks() != expected && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }
    assertEquals(expected, parameterBlocks());
  }

  @Test
  void theFunctionOfATaskIsSmall() {
    long bytes = functionBytes(PARAMETERS);
    assertTrue(bytes < CLOSURE_BYTES, "the function takes " + bytes + " bytes");
  }

  @Test
  void whatGoesAlongWithTheFunctionOfATaskIsNoticed() {
    int few = 2 * CLOSURE_BYTES / Float.BYTES; // parameters that have no broadcast of their own
    long bytes = functionBytes(few);
    assertTrue(bytes > (long) few * Float.BYTES, "the function takes " + bytes + " bytes");
  }

  /** The bytes of what a task runs, when a step starts from so many parameters. */
  private static long functionBytes(int parameters) {
    JavaSparkContext context = SPARK.context();
    EpochSampler sampler = new EpochSampler(1, ROWS.rows(), 4, 16);
    Preprocessing preprocessing = Preprocessing.of(Scaling.none(INPUTS));
    Broadcast<ModelRuntime> model =
        context.broadcast(
            ModelRuntime.forTraining(MODEL, preprocessing, sampler.largestShare())
                .withTouchedRows(0));
    ShippedParameters theta = ShippedParameters.of(context, new Parameters(new float[parameters]));
    StepJobs.OnShipped<GradientSums> function =
        new StepJobs.OnShipped<>(
            new ShardGradients(List.of(model), sampler, new StepKey(1, 0, 0, 0, 4)), theta);
    int bytes =
        new JavaSerializer(context.getConf())
            .newInstance()
            .serialize(function, ClassTag$.MODULE$.apply(StepJobs.OnShipped.class))
            .remaining();
    theta.release();
    ClusterMemory.release(model);
    return bytes;
  }

  /**
   * Blocks of broadcasts that are large enough to hold the parameters, as the master knows them:
   * the block manager's own view changes while it is read.
   */
  private static long parameterBlocks() {
    StorageStatus[] snapshot = SparkEnv.get().blockManager().master().getStorageStatus();
    return Stream.of(snapshot)
        .flatMap(storage -> CollectionConverters.asJava(storage.blocks()).entrySet().stream())
        .filter(block -> block.getKey().isBroadcast())
        .filter(block -> block.getValue().memSize() > 2L * PARAMETERS)
        .count();
  }

  private static OneModel engine(ShardedData data) {
    return new OneModel(SPARK.context(), data, 16, MODEL, new Sgd(0.1), 1);
  }

  private static ShardedData pack() {
    try (ReadTable table = TinyTables.read(SPARK.context(), ROWS.rdd(SPARK.context(), 2))) {
      return ShardedData.pack(
          "rows",
          table,
          RowCount.of(table, null, false, false),
          ShardAssignment.all(ROWS.rows(), 1, 4),
          2);
    }
  }
}
