package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** What a training needs of the driver's heap. */
final class DriverMemoryTest {
  private static final SyncPolicy EVERY_STEP = new EveryStep();
  private static final UpdateRule ADAM = UpdateRule.of(new Adam(0.1));

  @Test
  void aTrainingThatCannotFitIsRefusedInOneLine() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> new DriverMemory(629_145_600, 2).check(80_240_003, ADAM, EVERY_STEP, false));
    assertEquals(
        "network: found 80,240,003 parameters, for which the driver needs at least 1,925,760,072"
            + " bytes (themselves, gradients, the optimizer's moments, a copy to save), expected at"
            + " most 629,145,600, its heap, which --driver-memory enlarges",
        refused.getMessage());
  }

  @Test
  void parametersAndOneSumAreTheLeast() {
    assertArrays(2, UpdateRule.of(new Sgd(0.1)), EVERY_STEP, false, 0);
  }

  @Test
  void momentsAveragesAndTheBestEpochCount() {
    assertArrays(6, ADAM.withAverage(0.9), EVERY_STEP, true, 0);
  }

  @Test
  void gradientsOfTasksInTheSameProcessCount() {
    assertArrays(7, ADAM, EVERY_STEP, false, 3);
  }

  @Test
  void theOuterOptimizersMomentsCount() {
    SyncPolicy local = new LocalSteps(4, new Momentum(0.1, 0.9), new InnerState.Average());
    assertArrays(5, ADAM, local, false, 0);
  }

  @Test
  void aDefaultParallelismAboveTheCoresMakesNoMoreTasksAtOnce() {
    long heap = Runtime.getRuntime().maxMemory();
    long parameters =
        heap / Float.BYTES / 20; // with two tasks six arrays of them, with 32 too many
    try (JavaSparkContext context =
        LocalSpark.start(2, Map.of("spark.default.parallelism", "32"))) {
      assertDoesNotThrow(
          () -> DriverMemory.here(context, 32).check(parameters, ADAM, EVERY_STEP, false));
    }
  }

  private static void assertArrays(
      int arrays, UpdateRule rule, SyncPolicy sync, boolean keepsBest, int tasks) {
    long bytes = 4L * 1000 * arrays;
    assertDoesNotThrow(() -> new DriverMemory(bytes, tasks).check(1000, rule, sync, keepsBest));
    assertThrows(
        InvalidInputException.class,
        () -> new DriverMemory(bytes - 1, tasks).check(1000, rule, sync, keepsBest));
  }
}
