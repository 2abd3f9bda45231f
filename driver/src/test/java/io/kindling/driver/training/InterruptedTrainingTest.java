package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.fixture.InterruptedWork;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.SlowRows;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An interrupted training gives back what it used, and says that it was interrupted. */
final class InterruptedTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @Test
  void interruptedInAStepItThrowsWhatItDeclaresAndKeepsTheFlag() throws Exception {
    CountDownLatch stepped = new CountDownLatch(1);
    InterruptedWork training =
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
    assertInstanceOf(JobInterruptedException.class, training.thrown());
    assertTrue(training.flag(), "the interrupted flag is set");
    InterruptedWork.leavesNothing(SPARK.context());
  }

  @Test
  void interruptedWhileReadingItLeavesNoJobAndNoRows() throws Exception {
    SlowRows.reset();
    InterruptedWork training =
        interrupt(
            Trainer.on(SPARK.context())
                .data(SlowRows.rdd(SPARK.context()))
                .network(new io.kindling.kernels.layer.Dense(2))
                .loss(new io.kindling.kernels.loss.SoftmaxCrossEntropy()),
            SlowRows::isBeingRead);
    try {
      assertInstanceOf(JobInterruptedException.class, training.thrown());
      InterruptedWork.leavesNothing(SPARK.context()); // though its tasks still wait
    } finally {
      SlowRows.release();
    }
    InterruptedWork.leavesNothing(SPARK.context());
  }

  private static InterruptedWork interrupt(TrainerBuilder builder, BooleanSupplier when)
      throws InterruptedException {
    return InterruptedWork.of(() -> builder.build().train(), when);
  }
}
