package io.kindling.driver.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.exploration.Comparison;
import io.kindling.driver.exploration.RateFinder;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.fixture.Eventually;
import io.kindling.driver.fixture.JobRecorder;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.DivergedException;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.preprocess.ScaleMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that stay give what a job for each step gives, in one process. */
final class ResidentStepsTest {
  private static final String STEPS = "spark.kindling.steps";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theModelIsThatOfJobs(int cores) {
    assertEquals(sha256(2, Map.of(STEPS, "jobs")), sha256(cores, Map.of(STEPS, "resident")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theModelOfLocalStepsIsThatOfJobs(boolean averages) {
    SyncPolicy sync =
        new LocalSteps(
            3,
            new Momentum(0.7, 0.9),
            averages ? new InnerState.Average() : new InnerState.Reset());
    Function<JavaSparkContext, String> training =
        context ->
            sha256(
                TinyTraining.on(context, 2)
                    .network(new BatchNorm(), new Dense(8), new Tanh(), new Dense(3))
                    .batchSize(24)
                    .sync(sync));
    assertEquals(
        with(2, Map.of(STEPS, "jobs"), training), with(3, Map.of(STEPS, "resident"), training));
  }

  @Test
  void aComparisonIsThatOfJobs() {
    Function<JavaSparkContext, List<List<Double>>> comparison =
        context ->
            new Comparison(context, rows(context), true)
                    .run(
                        List.of(
                            new Trial("adam", spec(new Adam(0.05))),
                            new Trial("slow", spec(new Adam(1e-6))),
                            new Trial("wild", spec(new Adam(1e30)))),
                        results -> {})
                    .stream()
                    .map(result -> result.stepLosses())
                    .toList();
    assertEquals(
        with(2, Map.of(STEPS, "jobs"), comparison), with(2, Map.of(STEPS, "resident"), comparison));
  }

  @Test
  void aTestOfRatesIsThatOfJobs() {
    Function<JavaSparkContext, List<RateFinder.Point>> test =
        context -> new RateFinder(1e-4, 1, 11).run(context, rows(context), spec(new Adam(0.05)));
    assertEquals(with(2, Map.of(STEPS, "jobs"), test), with(2, Map.of(STEPS, "resident"), test));
  }

  @ParameterizedTest
  @CsvSource({"1, 1 worker that stays (", "2, 2 workers that stay ("})
  void eachStepTellsHowManyWorkersTakeIt(int cores, String told) {
    Function<JavaSparkContext, Set<String>> training =
        context -> {
          Set<String> ways = new HashSet<>();
          TinyTraining.on(context, 2)
              .listener(
                  event -> {
                    if (event instanceof TrainingEvent.StepCompleted step) {
                      ways.add(step.how());
                    }
                  })
              .build()
              .train();
          return ways;
        };
    Set<String> ways = with(cores, Map.of(STEPS, "resident"), training);
    assertEquals(1, ways.size(), ways::toString);
    String way = ways.iterator().next();
    assertEquals(told, way.substring(0, told.length()), way);
  }

  @Test
  void theWorkersOfAnEpochAreOneJobThatEndsForTheFirstValidation() {
    with(
        2,
        Map.of(STEPS, "resident"),
        context -> {
          try (JobRecorder recorder = new JobRecorder(context)) {
            TinyTraining.on(context, 2)
                .data(TinyTraining.data().rdd(context, 2), 0.2)
                .build()
                .train();
            List<String> jobs =
                recorder.jobs().stream().filter(job -> job.startsWith("epoch")).toList();
            assertEquals(
                List.of("epoch 1/2, step 1/3 and on", "epoch 2/2, step 1/3 and on"),
                jobs.stream().filter(job -> !job.endsWith("validation")).toList());
            assertEquals(1, jobs.indexOf("epoch 1/2, validation"), jobs.toString());
            return "";
          }
        });
  }

  @Test
  void withoutValidationTheWorkersOfAllEpochsAreOneJob() {
    with(
        2,
        Map.of(STEPS, "resident"),
        context -> {
          try (JobRecorder recorder = new JobRecorder(context)) {
            TinyTraining.on(context, 2).build().train();
            assertEquals(
                List.of("epoch 1/2, step 1/4 and on"),
                recorder.jobs().stream().filter(job -> job.startsWith("epoch")).toList());
            return "";
          }
        });
  }

  @Test
  void aListenersOwnJobGetsTheSlotsSoon() {
    List<Long> counts = new ArrayList<>();
    Function<JavaSparkContext, String> training =
        context ->
            sha256(
                TinyTraining.on(context, 2)
                    .listener(
                        event -> {
                          if (event instanceof TrainingEvent.EpochCompleted) {
                            counts.add(
                                assertTimeoutPreemptively(
                                    Duration.ofSeconds(5),
                                    () -> context.parallelize(List.of(1, 2, 3), 2).count()));
                          }
                        }));
    assertEquals(sha256(2, Map.of(STEPS, "jobs")), with(2, Map.of(STEPS, "resident"), training));
    assertEquals(List.of(3L, 3L), counts);
  }

  @Test
  void workersAreFollowedByOthersWhenTheirTimeIsUp() {
    List<String> jobs = new ArrayList<>();
    Function<JavaSparkContext, String> training =
        context -> {
          try (JobRecorder recorder = new JobRecorder(context)) {
            String sha = sha256(TinyTraining.on(context, 2));
            jobs.addAll(recorder.jobs());
            return sha;
          }
        };
    assertEquals(
        with(2, Map.of(STEPS, "jobs"), training),
        with(2, Map.of(STEPS, "resident", "spark.kindling.residentSeconds", "0.000001"), training));
    assertEquals(
        TinyTraining.STEPS * 2L, jobs.stream().filter(job -> job.endsWith("and on")).count());
  }

  /** Whoever listens may take long, and workers hold slots. */
  @Test
  void workersGoWhenTheirTimeIsUpAndNoStepComes() {
    List<Integer> active = new ArrayList<>();
    Function<JavaSparkContext, String> training =
        context ->
            sha256(
                TinyTraining.on(context, 2)
                    .listener(
                        event -> {
                          if (event instanceof TrainingEvent.StepCompleted step
                              && step.stepInEpoch() == 2) {
                            Eventually.holds(
                                "no job runs",
                                () -> context.statusTracker().getActiveJobIds().length == 0);
                            active.add(context.statusTracker().getActiveJobIds().length);
                          }
                        }));
    assertEquals(
        with(2, Map.of(STEPS, "jobs"), training),
        with(2, Map.of(STEPS, "resident", "spark.kindling.residentSeconds", "0.3"), training));
    assertEquals(List.of(0, 0, 0, 0), active);
  }

  /** Spark removes a broadcast only when no task reads it. */
  @Test
  void workersGoWhenAModelDropsOutBetweenTwoSteps() {
    with(
        2,
        Map.of(STEPS, "resident", "spark.kindling.residentSeconds", "60"),
        context ->
            assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () ->
                    assertThrows(
                        DivergedException.class,
                        () -> TinyTraining.diverging(context).build().train())));
  }

  @Test
  void moreRangesThanSlotsAreSharedAmongFewerWorkers() {
    List<String> jobs = new ArrayList<>();
    Function<JavaSparkContext, String> training =
        context -> {
          try (JobRecorder recorder = new JobRecorder(context)) {
            String sha = sha256(TinyTraining.on(context, 2));
            jobs.addAll(recorder.jobs());
            return sha;
          }
        };
    assertEquals(
        sha256(2, Map.of(STEPS, "jobs")),
        with(2, Map.of(STEPS, "resident", "spark.default.parallelism", "4"), training));
    assertEquals(
        List.of("epoch 1/2, step 1/4 and on"),
        jobs.stream().filter(job -> job.startsWith("epoch")).toList());
  }

  @Test
  void whatIsNoWayToRunStepsIsRefused() {
    String message =
        assertThrows(InvalidInputException.class, () -> sha256(2, Map.of(STEPS, "workers")))
            .getMessage();
    assertEquals("spark.kindling.steps: found workers, expected auto, resident or jobs", message);
  }

  @Test
  void whatIsNoTimeForWorkersIsRefused() {
    String message =
        assertThrows(
                InvalidInputException.class,
                () -> sha256(2, Map.of("spark.kindling.residentSeconds", "-1")))
            .getMessage();
    assertEquals(
        "spark.kindling.residentSeconds: found -1, expected a number of seconds above 0", message);
  }

  private static TrainingData rows(JavaSparkContext context) {
    return TrainingData.of(new VectorSource(TinyTraining.data().rdd(context, 2)));
  }

  private static TrainingSpec spec(Adam adam) {
    return TrainingSpec.builder(
            NetworkSpec.of(new Dense(8), new Tanh(), new Dropout(0.2), new Dense(3)),
            new SoftmaxCrossEntropy())
        .optimizer(adam)
        .scale(ScaleMode.STANDARDIZE)
        .epochs(2)
        .batchSize(17)
        .shards(4)
        .seed(7)
        .build();
  }

  private static String sha256(int cores, Map<String, String> settings) {
    return with(cores, settings, context -> sha256(TinyTraining.on(context, 2)));
  }

  private static String sha256(TrainerBuilder builder) {
    return builder.build().train().sha256();
  }

  private static <R> R with(
      int cores, Map<String, String> settings, Function<JavaSparkContext, R> work) {
    try (JavaSparkContext context = LocalSpark.start(cores, settings)) {
      return work.apply(context);
    }
  }
}
