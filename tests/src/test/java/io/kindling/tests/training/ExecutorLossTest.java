package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.training.TrainingEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors die in trainings whose steps are jobs; these go on, and nothing shows in the model. */
@Tag("faults")
class ExecutorLossTest {
  @RegisterExtension static final TwoExecutors CLUSTER = new TwoExecutors(FaultPoints.settings());

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
          killAnExecutor();
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

  /** As one does whose plugins take long to start, or whose machine is busy. */
  @Test
  void anExecutorThatIsListedBeforeItTakesTasksGetsItsPartInTheNextEpoch() {
    CLUSTER.takeDirectly("128m");
    SameModel model = SameModel.EMBEDDINGS;
    CLUSTER.awaitAtWork(); // otherwise one that is listed already may wait, too
    Set<String> before = CLUSTER.addresses();
    FaultPoints.plant(FaultPoints.STARTS_LATE);
    try {
      StepTasks steps =
          losing(
              model,
              STEP,
              ExecutorLossTest::killAnExecutor,
              epoch -> {
                if (epoch == 1) {
                  CLUSTER.awaitAnotherThan(before);
                } else {
                  FaultPoints.takeAway(FaultPoints.STARTS_LATE);
                  CLUSTER.awaitAtWork();
                }
              });
      assertEquals(List.of(1, TwoExecutors.COUNT), List.of(steps.executors(2), steps.executors(3)));
    } finally {
      FaultPoints.clear();
    }
  }

  @Test
  void anExecutorThatIsListedBeforeItTakesTasksIsWaitedForWhereAllAreAsked() {
    CLUSTER.awaitAtWork();
    Set<String> before = CLUSTER.addresses();
    FaultPoints.plant(FaultPoints.STARTS_LATE);
    try {
      killAnExecutor();
      CLUSTER.awaitAnotherThan(before);
      CompletableFuture<Void> starts =
          CompletableFuture.runAsync(
              () -> FaultPoints.takeAway(FaultPoints.STARTS_LATE),
              CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
      assertEquals(TwoExecutors.COUNT, BlasSurvey.run(CLUSTER.context(), 0).size());
      starts.join();
    } finally {
      FaultPoints.clear();
    }
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

  /** The executor that comes for the lost one works in the epoch that follows. */
  private static void assertSameModel(SameModel model, int step, Runnable loss) {
    StepTasks steps = losing(model, step, loss, epoch -> CLUSTER.awaitAtWork());
    assertEquals(TwoExecutors.COUNT, steps.executors(2), "who worked: " + steps.tasks());
  }

  /**
   * Trains on two executors, of which one is lost in the first epoch, to the model that is
   * expected.
   *
   * @param step the step of the first epoch after which {@code loss} is called
   * @param epochEnded is told of every epoch that is over, from 1
   */
  private static StepTasks losing(
      SameModel model, int step, Runnable loss, IntConsumer epochEnded) {
    StepTasks steps = new StepTasks();
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
                      } else if (event instanceof TrainingEvent.EpochCompleted completed) {
                        epochEnded.accept(completed.epoch());
                      }
                    }));
    assertEquals(model.expected(), found);
    return steps;
  }

  private static void killAnExecutor() {
    ProcessHandle victim = anExecutor();
    victim.destroyForcibly();
    victim.onExit().join();
  }

  private static ProcessHandle anExecutor() {
    List<ProcessHandle> executors = KillWithinStep.executors();
    assertEquals(TwoExecutors.COUNT, executors.size(), executors.toString());
    return executors.get(0);
  }
}
