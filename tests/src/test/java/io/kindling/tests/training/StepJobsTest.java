package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark sees of a training's steps, in one JVM as on a cluster. */
class StepJobsTest {
  private static final int SHARDS = 8;
  private static final int TASKS = 2;
  private static final int STEPS =
      Flowers.EPOCHS * ((Flowers.ROWS + Flowers.BATCH - 1) / Flowers.BATCH);
  // 20-32-16-3, weights and biases
  private static final int PARAMETERS = 21 * 32 + 33 * 16 + 17 * 3;

  /** Counts the jobs of steps and looks at what their tasks return. */
  private static final class Steps extends SparkListener {
    private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();
    private final Queue<Long> resultBytes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger jobCount = new AtomicInteger();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      String description = job.properties().getProperty("spark.job.description", "");
      if (description.contains(", step ")) {
        jobCount.incrementAndGet();
        jobs.add(description);
        CollectionConverters.asJava(job.stageInfos()).forEach(stage -> stages.add(stage.stageId()));
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (stages.contains(task.stageId())) {
        resultBytes.add(task.taskMetrics().resultSize());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "local-cluster[2,1,1024]"})
  void aStepIsOneJobWhoseTasksReturnSerialisedGradients(String master) {
    Steps steps = new Steps();
    try (JavaSparkContext context = Contexts.start(master)) {
      context.sc().addSparkListener(steps);
      Trainer.on(context).data(Flowers.rdd(context, 2)).build(Flowers.spec(SHARDS, 1)).train();
    } // closing the context delivers all events
    assertAll(
        () -> assertEquals(STEPS, steps.jobCount.get()),
        () -> assertEquals(STEPS, steps.jobs.size(), steps.jobs.toString()),
        () -> assertEquals(STEPS * TASKS, steps.resultBytes.size()),
        () ->
            assertTrue(
                steps.resultBytes.stream().allMatch(bytes -> bytes > PARAMETERS * Float.BYTES),
                steps.resultBytes.toString()));
  }
}
