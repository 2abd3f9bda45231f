package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.preprocess.ScaleMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark sees of steps that are a job each, in one JVM as on a cluster. */
class StepJobsTest {
  private static final int SHARDS = 8;
  private static final int TASKS = 2;
  private static final int STEPS =
      Flowers.EPOCHS * ((Flowers.ROWS + Flowers.BATCH - 1) / Flowers.BATCH);
  // 20-32-16-3, weights and biases
  private static final int PARAMETERS = 21 * 32 + 33 * 16 + 17 * 3;
  // 20-4096-3: its gradients outweigh what Spark adds to each result.
  private static final int WIDE_PARAMETERS = 21 * 4096 + 4097 * 3;
  private static final TrainingSpec WIDE =
      new TrainingSpec(
          NetworkSpec.of(new Dense(4096), new Relu(), new Dense(3)),
          new SoftmaxCrossEntropy(),
          new Adam(0.001),
          ScaleMode.STANDARDIZE,
          Flowers.EPOCHS,
          Flowers.BATCH,
          SHARDS,
          1);

  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "local-cluster[2,1,1024]"})
  void aStepIsOneJobWhoseTasksReturnSerialisedGradients(String master) {
    StepTasks steps = new StepTasks();
    try (JavaSparkContext context =
        Contexts.start(master, Map.of("spark.kindling.steps", "jobs"))) {
      context.sc().addSparkListener(steps);
      Trainer.on(context).data(Flowers.rdd(context, 2)).build(Flowers.spec(SHARDS, 1)).train();
    } // closing the context delivers all events
    assertAll(
        () -> assertEquals(STEPS, steps.jobs().size()),
        () -> assertEquals(STEPS, Set.copyOf(steps.jobs()).size(), steps.jobs().toString()),
        () -> assertEquals(STEPS * TASKS, steps.tasks().size()),
        () ->
            assertTrue(
                steps.tasks().stream()
                    .allMatch(task -> task.resultBytes() > PARAMETERS * Float.BYTES),
                steps.tasks().toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[4]", "local-cluster[2,1,1024]"})
  void sumsFinishedByTheExecutorsReachTheDriverOnce(String master, @TempDir Path folder) {
    StepTasks steps = new StepTasks();
    Map<String, String> settings =
        Map.of(
            "spark.kindling.steps",
            "jobs",
            "spark.kindling.mostDirectBytes",
            "0",
            "spark.local.dir",
            folder.toString());
    List<Long> files = new ArrayList<>();
    try (JavaSparkContext context = Contexts.start(master, settings)) {
      context.sc().addSparkListener(steps);
      Trainer.on(context)
          .data(Flowers.rdd(context, 2))
          .listener(event -> files.add(shuffleFiles(folder)))
          .build(WIDE)
          .train();
    } // closing the context delivers all events
    long bytes = steps.tasks().stream().mapToLong(StepTasks.StepTask::resultBytes).sum();
    long gradients = (long) STEPS * WIDE_PARAMETERS * Float.BYTES;
    assertAll(
        () -> assertEquals(STEPS, steps.jobs().size()),
        () -> assertTrue(bytes > gradients, "bytes " + bytes),
        () -> assertTrue(bytes < 1.2 * gradients, "%d of %d".formatted(bytes, gradients)),
        () -> assertEquals(1, Set.copyOf(files).size(), "files of shuffles stay: " + files));
  }

  private static long shuffleFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("shuffle_")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
