package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.aggregation.DriverMemory.Kept;
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
            () ->
                new DriverMemory(629_145_600, 2)
                    .check(80_240_003, 80_240_003, new Kept(ADAM, EVERY_STEP, false, false)));
    assertEquals(
        "network: found 80,240,003 parameters, for which the driver needs at least 1,925,760,072"
            + " bytes (themselves, gradients, the optimizer's moments, a copy to save), expected at"
            + " most 629,145,600, its heap, which --driver-memory enlarges",
        refused.getMessage());
  }

  @Test
  void parametersAndOneSumAreTheLeast() {
    assertArrays(2, new Kept(UpdateRule.of(new Sgd(0.1)), EVERY_STEP, false, false), 0);
  }

  @Test
  void momentsAveragesAndTheBestEpochCount() {
    assertArrays(6, new Kept(ADAM.withAverage(0.9), EVERY_STEP, true, false), 0);
  }

  @Test
  void gradientsOfTasksInTheSameProcessCount() {
    assertArrays(7, new Kept(ADAM, EVERY_STEP, false, false), 3);
  }

  @Test
  void theOuterOptimizersMomentsCount() {
    SyncPolicy local = new LocalSteps(4, new Momentum(0.1, 0.9), new InnerState.Average());
    assertArrays(5, new Kept(ADAM, local, false, false), 0);
  }

  @Test
  void aDefaultParallelismAboveTheCoresMakesNoMoreTasksAtOnce() {
    long heap = Runtime.getRuntime().maxMemory();
    long parameters =
        heap / Float.BYTES / 20; // with two tasks six arrays of them, with 32 too many
    try (JavaSparkContext context =
        LocalSpark.start(2, Map.of("spark.default.parallelism", "32"))) {
      assertDoesNotThrow(
          () ->
              DriverMemory.here(context, 32)
                  .check(parameters, parameters, new Kept(ADAM, EVERY_STEP, false, false)));
    }
  }

  @Test
  void whatItMayGoBackToCounts() {
    assertArrays(4 + 3, new Kept(ADAM, EVERY_STEP, false, true), 0);
    assertArrays(5 + 4, new Kept(ADAM.withAverage(0.9), EVERY_STEP, false, true), 0);
    SyncPolicy average = new LocalSteps(4, new Momentum(0.1, 0.9), new InnerState.Average());
    assertArrays(5 + 4, new Kept(ADAM, average, false, true), 0);
    SyncPolicy reset = new LocalSteps(4, new Momentum(0.1, 0.9), new InnerState.Reset());
    assertArrays(5 + 2, new Kept(ADAM, reset, false, true), 0);
  }

  private static void assertArrays(int arrays, Kept kept, int tasks) {
    long bytes = 4L * 1000 * arrays;
    assertDoesNotThrow(() -> new DriverMemory(bytes, tasks).check(1000, 1000, kept));
    assertThrows(
        InvalidInputException.class,
        () -> new DriverMemory(bytes - 1, tasks).check(1000, 1000, kept));
  }
}
