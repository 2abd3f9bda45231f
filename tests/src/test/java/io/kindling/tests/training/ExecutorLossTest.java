package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors die, the training goes on, and nothing shows in the model. */
class ExecutorLossTest {
  private static final int SHARDS = 8;

  @ParameterizedTest(name = "the driver takes at most {0} of gradients directly")
  @ValueSource(strings = {"128m", "0"})
  void aTrainingThatLosesAnExecutorEndsWithTheSameModel(String mostDirectBytes) {
    String expected;
    try (JavaSparkContext context = Contexts.start("local[1]")) {
      expected = builder(context).build(Flowers.spec(SHARDS, 1)).train().sha256();
    }
    AtomicInteger killed = new AtomicInteger();
    StepTasks steps = new StepTasks();
    try (JavaSparkContext context =
        Contexts.start(
            "local-cluster[2,1,1024]", Map.of("spark.kindling.mostDirectBytes", mostDirectBytes))) {
      context.sc().addSparkListener(steps);
      awaitExecutors(context, 2);
      String found =
          builder(context)
              .listener(
                  event -> {
                    if (event instanceof TrainingEvent.StepCompleted step
                        && step.epoch() == 1
                        && step.stepInEpoch() == 3) {
                      killed.addAndGet(killOneExecutor());
                    } else if (event instanceof TrainingEvent.EpochCompleted) {
                      awaitExecutors(context, 2);
                    }
                  })
              .build(Flowers.spec(SHARDS, 1))
              .train()
              .sha256();
      assertEquals(expected, found);
    }
    assertEquals(1, killed.get());
    long workers =
        steps.tasks().stream()
            .filter(task -> task.epoch() == 2)
            .map(StepTasks.StepTask::executor)
            .distinct()
            .count();
    assertEquals(2, workers, "who worked: " + steps.tasks());
  }

  /** Waits for the first ones, or for the one that takes the place of the dead. */
  private static void awaitExecutors(JavaSparkContext context, int count) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (context.sc().getExecutorMemoryStatus().size() <= count) {
      assertTrue(System.nanoTime() < end, "no executor came");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static TrainerBuilder builder(JavaSparkContext context) {
    return Trainer.on(context).data(Flowers.rdd(context, 3));
  }

  /** Executors of local-cluster are JVMs and children of this one. */
  private static int killOneExecutor() {
    List<ProcessHandle> executors =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .toList();
    assertEquals(2, executors.size(), executors.toString());
    ProcessHandle victim = executors.get(0);
    victim.destroyForcibly();
    victim.onExit().join();
    return 1;
  }
}
