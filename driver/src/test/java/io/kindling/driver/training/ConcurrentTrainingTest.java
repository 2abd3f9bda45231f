package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.SlowRows;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.predictor.model.TrainedModel;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Threads that share one object of Spark's properties, as those of PySpark's searches do. */
final class ConcurrentTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(4);

  private final Properties shared = new Properties();

  @AfterEach
  void haveOwnProperties() {
    SPARK.context().sc().setLocalProperties(new Properties());
  }

  private TrainedModel trainOnSlowRows() {
    SPARK.context().sc().setLocalProperties(shared);
    return Trainer.on(SPARK.context())
        .data(SlowRows.rdd(SPARK.context()))
        .network(new Dense(2))
        .loss(new SoftmaxCrossEntropy())
        .epochs(1)
        .build()
        .train();
  }

  @Test
  void aTrainingThatEndsLeavesTheJobsOfAnotherAlone() throws Exception {
    SlowRows.reset();
    SPARK.context().sc().setLocalProperties(shared);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<TrainedModel> other = new CompletableFuture<>();
      TinyTraining.on(SPARK.context(), 2)
          .listener(
              event -> {
                if (event instanceof StepCompleted && !SlowRows.isBeingRead()) {
                  thread.execute(() -> other.completeAsync(this::trainOnSlowRows, Runnable::run));
                  await();
                }
              })
          .build()
          .train();
      SlowRows.release();
      assertEquals(2 * 2 + 2, other.get(1, TimeUnit.MINUTES).parameters().length);
    } finally {
      SlowRows.release();
      thread.shutdown();
      assertTrue(thread.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  private static void await() {
    try {
      while (!SlowRows.isBeingRead()) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTrainingSetsNothingInThem() {
    SPARK.context().sc().setLocalProperties(shared);
    Set<String> seen = new TreeSet<>();
    TinyTraining.on(SPARK.context(), 2)
        .listener(event -> seen.addAll(shared.stringPropertyNames()))
        .build()
        .train();
    assertEquals(Set.of(), seen);
    assertSame(shared, SPARK.context().sc().getLocalProperties());
  }
}
