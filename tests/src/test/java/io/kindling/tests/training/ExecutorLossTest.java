package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.training.TrainingEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors die in trainings whose steps are jobs; these go on, and nothing shows in the model. */
class ExecutorLossTest {
  @RegisterExtension static final TwoExecutors CLUSTER = new TwoExecutors(Map.of());

  private static final int STEP = 3; // the last one before the loss

  @ParameterizedTest(name = "the driver takes at most {0} of gradients directly")
  @ValueSource(strings = {"128m", "0"})
  void aTrainingThatLosesAnExecutorBetweenTwoStepsEndsWithTheSameModel(String mostDirectBytes) {
    CLUSTER.takeDirectly(mostDirectBytes);
    AtomicInteger killed = new AtomicInteger();
    assertSameModel(
        SameModel.FLOWERS,
        STEP,
        () -> {
          ProcessHandle victim = anExecutor();
          victim.destroyForcibly();
          victim.onExit().join();
          killed.incrementAndGet();
        });
    assertEquals(1, killed.get());
  }

  @Test
  void aTrainingThatLosesAnExecutorWithinAStepEndsWithTheSameModel() {
    CLUSTER.takeDirectly("0");
    assertSameModelIfLostWithin(SameModel.FLOWERS, STEP + 1);
  }

  /** The executor that comes for the lost one has none of the parameters that others keep. */
  @Test
  void anExecutorThatIsNewGetsTheParametersThatOthersKeep() {
    CLUSTER.takeDirectly("128m");
    assertSameModelIfLostWithin(SameModel.EMBEDDINGS, SameModel.EMBEDDINGS.steps());
  }

  private static void assertSameModelIfLostWithin(SameModel model, int step) {
    KillWithinStep kill =
        new KillWithinStep(
            "epoch 1/%d, step %d/".formatted(model.spec().epochs(), step), TwoExecutors.COUNT);
    CLUSTER.heardBy(
        kill,
        () -> {
          assertSameModel(model, step - 1, () -> kill.halt(anExecutor()));
          return model;
        });
    assertEquals(1, kill.tasksLost(), "tasks that were under way on the executor that died");
  }

  /**
   * Trains on two executors, of which one is lost in the first epoch.
   *
   * @param step the step of the first epoch after which {@code loss} is called
   */
  private static void assertSameModel(SameModel model, int step, Runnable loss) {
    StepTasks steps = new StepTasks();
    Set<String> before = CLUSTER.addresses();
    String found =
        CLUSTER.heardBy(
            steps,
            () ->
                model.train(
                    CLUSTER.context(),
                    3,
                    event -> {
                      if (event instanceof TrainingEvent.StepCompleted completed
                          && completed.epoch() == 1
                          && completed.stepInEpoch() == step) {
                        loss.run();
                      } else if (event instanceof TrainingEvent.EpochCompleted) {
                        CLUSTER.awaitAnotherThan(before);
                      }
                    }));
    assertEquals(model.expected(), found);
    long workers =
        steps.tasks().stream()
            .filter(task -> task.epoch() == 2)
            .map(StepTasks.StepTask::executor)
            .distinct()
            .count();
    assertEquals(TwoExecutors.COUNT, workers, "who worked: " + steps.tasks());
  }

  private static ProcessHandle anExecutor() {
    List<ProcessHandle> executors = KillWithinStep.executors();
    assertEquals(TwoExecutors.COUNT, executors.size(), executors.toString());
    return executors.get(0);
  }
}
