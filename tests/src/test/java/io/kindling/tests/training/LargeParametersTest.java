package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.preprocess.ScaleMode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Parameters that are too many to go along with a job, and executors in JVMs of their own. */
class LargeParametersTest {
  private static final String CLUSTER = "local-cluster[2,1,1024]";
  private static final int EXECUTORS = 2;
  private static final int STEPS = (Flowers.ROWS + Flowers.BATCH - 1) / Flowers.BATCH;
  // 20-8192-3 takes 768 KiB; up to 512 KiB go along with a job.
  private static final int PARAMETERS = 21 * 8192 + 8193 * 3;
  private static final long MOST_BYTES_ALONG = 512 << 10;
  private static final TrainingSpec WIDE =
      new TrainingSpec(
          NetworkSpec.of(new Dense(8192), new Relu(), new Dense(3)),
          new SoftmaxCrossEntropy(),
          new Adam(0.001),
          ScaleMode.STANDARDIZE,
          1,
          Flowers.BATCH,
          8,
          1);

  private static String expected;

  @BeforeAll
  static void trainInOneJvm() {
    expected = train("local[1]", "128m", new Travels());
  }

  @Test
  void parametersThatAreBroadcastToOtherJvmsGiveTheSameModel() {
    Travels travels = new Travels();
    assertEquals(expected, train(CLUSTER, "128m", travels));
    assertAll(
        () -> assertTrue((long) PARAMETERS * Float.BYTES > MOST_BYTES_ALONG),
        () -> assertEquals(EXECUTORS, travels.receivers.size(), travels.receivers.toString()),
        () -> assertTrue(travels.broadcasts.size() >= STEPS, travels.broadcasts.toString()),
        () -> assertEquals(0, travels.shuffled.get(), "bytes of slices, where none are cut"));
  }

  @Test
  void gradientsThatExecutorsSumUpBetweenThemGiveTheSameModel() {
    Travels travels = new Travels();
    assertEquals(expected, train(CLUSTER, "0", travels));
    // Each of the two executors sends the other half of its gradient.
    long gradients = (long) STEPS * PARAMETERS * Float.BYTES;
    assertTrue(travels.shuffled.get() > 0.9 * gradients, "bytes " + travels.shuffled.get());
  }

  private static String train(String master, String mostDirectBytes, Travels travels) {
    Map<String, String> settings =
        Map.of(
            "spark.kindling.steps",
            "jobs",
            "spark.kindling.mostDirectBytes",
            mostDirectBytes,
            // Rows come to lie on both executors, and what one reads of the other comes by network.
            "spark.shuffle.reduceLocality.enabled",
            "false",
            "spark.shuffle.readHostLocalDisk",
            "false",
            "spark.shuffle.compress",
            "false");
    try (JavaSparkContext context = Contexts.start(master, settings)) {
      Contexts.awaitExecutors(context, master.equals(CLUSTER) ? EXECUTORS : 0);
      context.sc().addSparkListener(travels);
      return Trainer.on(context).data(Flowers.rdd(context, 2)).build(WIDE).train().sha256();
    } // closing the context delivers all events
  }

  /** What came to other JVMs than the driver's. */
  private static final class Travels extends SparkListener {
    private final Set<String> broadcasts = ConcurrentHashMap.newKeySet();
    private final Set<String> receivers = ConcurrentHashMap.newKeySet();
    private final AtomicLong shuffled = new AtomicLong();
    private final Set<Integer> stagesOfSteps = ConcurrentHashMap.newKeySet();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      if (job.properties().getProperty("spark.job.description", "").contains(", step ")) {
        CollectionConverters.asJava(job.stageInfos())
            .forEach(stage -> stagesOfSteps.add(stage.stageId()));
      }
    }

    @Override
    public void onBlockUpdated(SparkListenerBlockUpdated event) {
      BlockUpdatedInfo block = event.blockUpdatedInfo();
      if (block.blockId().isBroadcast()
          && !block.blockManagerId().isDriver()
          && block.memSize() > MOST_BYTES_ALONG) {
        broadcasts.add(block.blockId().name());
        receivers.add(block.blockManagerId().executorId());
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (stagesOfSteps.contains(task.stageId())) {
        shuffled.addAndGet(task.taskMetrics().shuffleReadMetrics().remoteBytesRead());
      }
    }
  }
}
