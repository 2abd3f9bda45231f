package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.JobRecorder;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a training whose steps are jobs asks of Spark, and how it treats a context that is somebody
 * else's.
 */
final class TrainerJobsTest {
  @RegisterExtension
  static final LocalSpark SPARK = new LocalSpark(2, Map.of("spark.kindling.steps", "jobs"));

  private static final String DESCRIPTION = "spark.job.description";

  private static JobRecorder recorder;
  private static @Nullable String descriptionAfterwards;

  @BeforeAll
  static void train() {
    JavaSparkContext context = SPARK.context();
    recorder = new JobRecorder(context);
    context.setLocalProperty(DESCRIPTION, "the caller's");
    TinyTraining.on(context, 2).data(TinyTraining.data().rdd(context, 2), 0.2).build().train();
    descriptionAfterwards = context.getLocalProperty(DESCRIPTION);
    recorder.close();
  }

  @Test
  void stepsAndValidationsAreOneJobEachAndNothingRunsBetweenThem() {
    List<String> expected =
        List.of(
            "epoch 1/2, step 1/3",
            "epoch 1/2, step 2/3",
            "epoch 1/2, step 3/3",
            "epoch 1/2, validation",
            "epoch 2/2, step 1/3",
            "epoch 2/2, step 2/3",
            "epoch 2/2, step 3/3",
            "epoch 2/2, validation");
    List<String> jobs = recorder.jobs();
    assertEquals(
        expected, jobs.subList(jobs.size() - expected.size(), jobs.size()), jobs.toString());
  }

  @Test
  void whatComesBeforeTheStepsIsNamedToo() {
    assertEquals(
        Set.of("reading the data"),
        recorder.jobs().stream()
            .filter(job -> !job.startsWith("epoch "))
            .collect(Collectors.toSet()));
  }

  @Test
  void aStepOnPackedRowsIsOneStage() {
    assertEquals(1, recorder.stagesIn("epoch 1/2, step 3/3"));
  }

  @Test
  void theFirstStepFindsItsRowsPacked() {
    try (JobRecorder unscaled = new JobRecorder(SPARK.context())) {
      TinyTraining.on(SPARK.context(), 2).scale(ScaleMode.NONE).epochs(1).build().train();
      assertEquals(1, unscaled.stagesIn("epoch 1/1, step 1/4"));
    }
  }

  @Test
  void tasksSendTheirGradientsSerialised() {
    long gradient = (long) Float.BYTES * TinyTraining.PARAMETERS;
    Set<Long> sizes = recorder.resultBytes("epoch 2/2, step 1/3");
    assertFalse(sizes.isEmpty());
    assertTrue(sizes.stream().allMatch(size -> size > gradient), sizes.toString());
  }

  @Test
  void theCallersJobDescriptionComesBack() {
    assertEquals("the caller's", descriptionAfterwards);
  }

  @Test
  void theCallersJobDescriptionComesBackAfterAFailureToo() {
    JavaSparkContext context = SPARK.context();
    context.setLocalProperty(DESCRIPTION, "the caller's");
    Trainer trainer = TinyTraining.diverging(context).build();
    assertThrows(DivergedException.class, trainer::train);
    assertEquals("the caller's", context.getLocalProperty(DESCRIPTION));
  }

  @Test
  void theContextStaysOpen() {
    assertEquals(3, SPARK.context().parallelize(List.of(1, 2, 3)).count());
  }

  @Test
  void cachedRowsAreGivenBack() {
    JavaSparkContext context = SPARK.context();
    List<Integer> cached = new ArrayList<>();
    TinyTraining.on(context, 2)
        .listener(event -> cached.add(context.getPersistentRDDs().size()))
        .build()
        .train();
    assertTrue(cached.stream().allMatch(rdds -> rdds > 0), "while it trains: " + cached);
    assertEquals(0, context.getPersistentRDDs().size());
  }
}
