package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.Eventually;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.SlowRows;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An interrupted training gives back what it used, and says that it was interrupted. */
final class InterruptedTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @Test
  void interruptedInAStepItThrowsWhatItDeclaresAndKeepsTheFlag() throws Exception {
    CountDownLatch stepped = new CountDownLatch(1);
    Interrupted training =
        interrupt(
            TinyTraining.on(SPARK.context(), 2)
                .epochs(1_000_000)
                .listener(
                    event -> {
                      if (event instanceof StepCompleted) {
                        stepped.countDown();
                      }
                    }),
            () -> stepped.getCount() == 0);
    assertInstanceOf(TrainingInterruptedException.class, training.thrown());
    assertTrue(training.flag(), "the interrupted flag is set");
    nothingIsLeft();
  }

  @Test
  void interruptedWhileReadingItLeavesNoJobAndNoRows() throws Exception {
    SlowRows.reset();
    Interrupted training =
        interrupt(
            Trainer.on(SPARK.context())
                .data(SlowRows.rdd(SPARK.context()))
                .network(new io.kindling.kernels.layer.Dense(2))
                .loss(new io.kindling.kernels.loss.SoftmaxCrossEntropy()),
            SlowRows::isBeingRead);
    assertInstanceOf(TrainingInterruptedException.class, training.thrown());
    SlowRows.release();
    nothingIsLeft();
  }

  private record Interrupted(Throwable thrown, boolean flag) {}

  private static Interrupted interrupt(TrainerBuilder builder, BooleanSupplier when)
      throws InterruptedException {
    AtomicReference<Interrupted> result = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                builder.build().train();
                result.set(new Interrupted(new AssertionError("it was not interrupted"), false));
              } catch (Throwable e) {
                result.set(new Interrupted(e, Thread.currentThread().isInterrupted()));
              }
            });
    thread.start();
    Eventually.holds("the training is under way", when);
    thread.interrupt();
    thread.join();
    return Objects.requireNonNull(result.get());
  }

  private static void nothingIsLeft() {
    JavaSparkContext context = SPARK.context();
    Eventually.holds("no job runs", () -> context.statusTracker().getActiveJobIds().length == 0);
    Eventually.holds("no rows are cached", () -> context.getPersistentRDDs().isEmpty());
    assertEquals(0, context.statusTracker().getActiveStageIds().length);
  }
}
