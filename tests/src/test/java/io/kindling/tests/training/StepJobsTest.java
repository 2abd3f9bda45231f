package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/**
 * What Spark sees of steps that are a job each, in one JVM; {@link TwoExecutorsTest} looks at
 * others.
 */
class StepJobsTest {
  /** Those of {@link SameModel#MANY_PARAMETERS}: they outweigh what Spark adds to each result. */
  static final int MANY_PARAMETERS = 21 * 8192 + 8193 * 3;

  private static final int TASKS = 2;
  // 20-32-16-3, weights and biases
  private static final int PARAMETERS = 21 * 32 + 33 * 16 + 17 * 3;

  @Test
  void aStepIsOneJobWhoseTasksReturnSerialisedGradients() {
    StepTasks steps = new StepTasks();
    try (JavaSparkContext context =
        Contexts.start("local[2]", Map.of("spark.kindling.steps", "jobs"))) {
      context.sc().addSparkListener(steps);
      SameModel.FLOWERS.train(context, 2);
    } // closing the context delivers all events
    assertOneJobAStep(steps);
  }

  /** Of {@link SameModel#FLOWERS}, on two cores. */
  static void assertOneJobAStep(StepTasks steps) {
    int count = Flowers.EPOCHS * SameModel.FLOWERS.steps();
    assertAll(
        () -> assertEquals(count, steps.jobs().size()),
        () -> assertEquals(count, Set.copyOf(steps.jobs()).size(), steps.jobs().toString()),
        () -> assertEquals(count * TASKS, steps.tasks().size()),
        () ->
            assertTrue(
                steps.tasks().stream()
                    .allMatch(task -> task.resultBytes() > PARAMETERS * Float.BYTES),
                steps.tasks().toString()));
  }

  @Test
  void sumsFinishedByTheExecutorsReachTheDriverOnce() {
    StepTasks steps = new StepTasks();
    List<Long> counts = new ArrayList<>();
    try (ShuffleFiles files = new ShuffleFiles()) {
      Map<String, String> settings =
          Map.of(
              "spark.kindling.steps",
              "jobs",
              "spark.kindling.mostDirectBytes",
              "0",
              ShuffleFiles.SETTING,
              files.makeFolder());
      try (JavaSparkContext context = Contexts.start("local[4]", settings)) {
        context.sc().addSparkListener(steps);
        SameModel.MANY_PARAMETERS.train(context, 2, event -> counts.add(files.count()));
      } // closing the context delivers all events
    }
    assertOneGradientAStep(steps);
    assertEquals(1, Set.copyOf(counts).size(), "files of shuffles stay: " + counts);
  }

  /** Of {@link SameModel#MANY_PARAMETERS}. */
  static void assertOneGradientAStep(StepTasks steps) {
    long bytes = steps.tasks().stream().mapToLong(StepTasks.StepTask::resultBytes).sum();
    long gradients = (long) SameModel.MANY_PARAMETERS.steps() * MANY_PARAMETERS * Float.BYTES;
    assertAll(
        () -> assertEquals(SameModel.MANY_PARAMETERS.steps(), steps.jobs().size()),
        () -> assertTrue(bytes > gradients, "bytes " + bytes),
        () -> assertTrue(bytes < 1.2 * gradients, "%d of %d".formatted(bytes, gradients)));
  }
}
