package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kindling.driver.fixture.Eventually;
import io.kindling.driver.fixture.Leftovers;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.partitioning.job.ClusterMemory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.rpc.IsolatedThreadSafeRpcEndpoint;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** A context in which many trainings ran is as it was before them. */
final class TrainingLeakTest {
  private static final int WARM_UP = 10;
  private static final int TRAININGS = 100;

  /** Spark's pools have a few threads more or fewer; a thread a training would be 100. */
  private static final int MORE_THREADS = 20;

  /** 20 KiB a training. The smallest model here, the rows and the buffers take more than that. */
  private static final long MORE_HEAP = TRAININGS * (20L << 10);

  /** So many that their parameters have a broadcast of their own. */
  private static final int MANY_UNITS = 20_000;

  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    // What Spark remembers for its web pages grows until these are reached.
    context =
        LocalSpark.start(
            2,
            Map.of(
                "spark.ui.retainedJobs", "5",
                "spark.ui.retainedStages", "5",
                "spark.ui.retainedTasks", "5"));
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Tag("matrix")
  @Test
  void aHundredTrainingsLeaveNothing() {
    JavaPairRDD<Double, Vector> rows = TinyTraining.data().rdd(context, 2);
    train(rows, WARM_UP);
    Leftovers before = settled();
    train(rows, TRAININGS);
    Leftovers now = Leftovers.of(context);
    assertEquals(
        List.of(0, 0, 0, 0),
        List.of(now.blocksOfRdds(), now.rdds(), now.shuffles(), now.endpoints()),
        "blocks of RDDs, persistent RDDs, shuffles, endpoints, without waiting for a collection");
    Eventually.holds(
        "no more is left than before: " + before,
        () -> Leftovers.collected(context).isNoMoreThan(before, MORE_THREADS, MORE_HEAP));
  }

  @Test
  void eachKindOfLeftoverIsNoticed() {
    Leftovers before = settled();
    Broadcast<int[]> broadcast = context.broadcast(new int[10]);
    assertFalse(isAsBefore(before), "a broadcast");
    ClusterMemory.release(broadcast);

    JavaRDD<Integer> cached = context.parallelize(List.of(1, 2), 2).cache();
    assertFalse(isAsBefore(before), "a persistent RDD");
    ClusterMemory.release(cached);

    JavaPairRDD<Integer, Integer> shuffled =
        context
            .parallelizePairs(List.of(new Tuple2<>(1, 1)), 2)
            .partitionBy(new HashPartitioner(2));
    assertEquals(1, shuffled.count());
    assertFalse(isAsBefore(before), "a shuffle");
    ClusterMemory.releaseShuffle(shuffled.rdd());

    RpcEnv env = SparkEnv.get().rpcEnv();
    RpcEndpointRef endpoint = env.setupEndpoint("kindling-left", new LeftEndpoint(env));
    assertFalse(isAsBefore(before), "an endpoint");
    env.stop(endpoint);
    Eventually.holds("the endpoint's thread ends", () -> Leftovers.countEndpoints() == 0);

    CountDownLatch end = new CountDownLatch(1);
    IntStream.range(0, TRAININGS).forEach(i -> waitingThread(end).start());
    assertFalse(isAsBefore(before), "a thread a training");
    end.countDown();

    byte[][] held = new byte[TRAININGS][2 * (int) (MORE_HEAP / TRAININGS)];
    assertFalse(isAsBefore(before), "a little heap a training");
    assertEquals(TRAININGS, held.length, "held until here");
  }

  /** As the workers of a training have one. */
  private record LeftEndpoint(RpcEnv rpcEnv) implements IsolatedThreadSafeRpcEndpoint {}

  private static boolean isAsBefore(Leftovers before) {
    return Leftovers.collected(context).isNoMoreThan(before, MORE_THREADS, MORE_HEAP);
  }

  private static Thread waitingThread(CountDownLatch end) {
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    return thread;
  }

  /** After Spark's cleaner has removed what garbage referred to. */
  private static Leftovers settled() {
    Eventually.holds("no block is left", () -> Leftovers.collected(context).blocks() == 0);
    return Leftovers.collected(context);
  }

  /** Every kind in turn: step by step, in rounds, with parameters that are broadcast. */
  private static void train(JavaPairRDD<Double, Vector> rows, int times) {
    for (int i = 0; i < times; i++) {
      TinyTraining.on(context, 2)
          .data(rows, 0.2)
          .network(new Dense(i % 10 == 0 ? MANY_UNITS : 8), new Relu(), new Dense(3))
          .sync(i % 2 == 0 ? new EveryStep() : new LocalSteps(2))
          .earlyStopping(EarlyStopping.best("loss"))
          .epochs(1)
          .batchSize(40)
          .seed(i)
          .build()
          .train();
    }
  }
}
