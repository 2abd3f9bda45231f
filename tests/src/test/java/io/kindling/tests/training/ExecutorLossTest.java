package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors die in trainings whose steps are jobs; these go on, and nothing shows in the model. */
class ExecutorLossTest {
  private static final int SHARDS = 8;
  private static final int EXECUTORS = 2;
  private static final int STEP = 3; // the last one before the loss

  @ParameterizedTest(name = "the driver takes at most {0} of gradients directly")
  @ValueSource(strings = {"128m", "0"})
  void aTrainingThatLosesAnExecutorBetweenTwoStepsEndsWithTheSameModel(String mostDirectBytes) {
    AtomicInteger killed = new AtomicInteger();
    assertSameModel(
        mostDirectBytes,
        context -> {
          ProcessHandle victim = executors().get(0);
          victim.destroyForcibly();
          victim.onExit().join();
          killed.incrementAndGet();
        });
    assertEquals(1, killed.get());
  }

  @ParameterizedTest(name = "the driver takes at most {0} of gradients directly")
  @ValueSource(strings = {"128m", "0"})
  void aTrainingThatLosesAnExecutorWithinAStepEndsWithTheSameModel(String mostDirectBytes) {
    KillWithinStep kill =
        new KillWithinStep("epoch 1/%d, step %d/".formatted(Flowers.EPOCHS, STEP + 1), EXECUTORS);
    assertSameModel(
        mostDirectBytes,
        context -> {
          context.sc().addSparkListener(kill);
          kill.halt(executors().get(0));
        });
    assertEquals(1, kill.tasksLost(), "tasks that were under way on the executor that died");
  }

  /**
   * Trains on two executors, of which one is lost in the first epoch.
   *
   * @param loss called between two steps
   */
  private static void assertSameModel(String mostDirectBytes, Consumer<JavaSparkContext> loss) {
    String expected;
    try (JavaSparkContext context = Contexts.start("local[1]")) {
      expected = builder(context).build(Flowers.spec(SHARDS, 1)).train().sha256();
    }
    StepTasks steps = new StepTasks();
    try (JavaSparkContext context =
        Contexts.start("local-cluster[2,1,1024]", settings(mostDirectBytes))) {
      context.sc().addSparkListener(steps);
      Contexts.awaitExecutors(context, EXECUTORS);
      String found =
          builder(context)
              .listener(
                  event -> {
                    if (event instanceof TrainingEvent.StepCompleted step
                        && step.epoch() == 1
                        && step.stepInEpoch() == STEP) {
                      loss.accept(context);
                    } else if (event instanceof TrainingEvent.EpochCompleted) {
                      Contexts.awaitExecutors(context, EXECUTORS);
                    }
                  })
              .build(Flowers.spec(SHARDS, 1))
              .train()
              .sha256();
      assertEquals(expected, found);
    }
    long workers =
        steps.tasks().stream()
            .filter(task -> task.epoch() == 2)
            .map(StepTasks.StepTask::executor)
            .distinct()
            .count();
    assertEquals(EXECUTORS, workers, "who worked: " + steps.tasks());
  }

  private static Map<String, String> settings(String mostDirectBytes) {
    return Map.of(
        "spark.kindling.steps",
        "jobs",
        "spark.kindling.mostDirectBytes",
        mostDirectBytes,
        // Rows come to lie on both executors.
        "spark.shuffle.reduceLocality.enabled",
        "false");
  }

  private static TrainerBuilder builder(JavaSparkContext context) {
    return Trainer.on(context).data(Flowers.rdd(context, 3));
  }

  private static List<ProcessHandle> executors() {
    List<ProcessHandle> executors = KillWithinStep.executors();
    assertEquals(EXECUTORS, executors.size(), executors.toString());
    return executors;
  }
}
