package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.exploration.Comparison;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** Workers in JVMs of their own give the model that jobs give in one, whatever becomes of them. */
class ResidentClusterTest {
  private static final int SHARDS = 8;
  private static final int STEP = 3; // the last one before something goes wrong
  private static final Expected EXPECTED = trainByJobs(); // before there are executors

  @RegisterExtension static final TwoExecutors CLUSTER = new TwoExecutors(settings());

  /** Of every step, of rounds, of more parameters than one message takes, and of a comparison. */
  private record Expected(
      String sha256, String ofRounds, String ofMany, List<List<Double>> ofTrials) {}

  private static Expected trainByJobs() {
    try (JavaSparkContext context =
        Contexts.start("local[2]", Map.of("spark.kindling.steps", "jobs"))) {
      return new Expected(
          sha256(context, spec(), event -> {}),
          sha256(context, spec().with(new LocalSteps(3)), event -> {}),
          SameModel.MANY_PARAMETERS.train(context, 3),
          trials(context));
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(FaultPoints.settings());
    settings.put("spark.kindling.steps", "resident");
    return settings;
  }

  @AfterAll
  static void eachFaultHasHappened() {
    FaultPoints.assertNoneIsLeft();
  }

  @Test
  void theModelIsTheSame() {
    Events events = new Events();
    CLUSTER.heardBy(
        events,
        () -> {
          JavaSparkContext context = CLUSTER.context();
          assertEquals(EXPECTED.sha256(), sha256(context, spec(), event -> {}));
          TrainingSpec rounds = spec().with(new LocalSteps(3));
          assertEquals(EXPECTED.ofRounds(), sha256(context, rounds, event -> {}));
          assertEquals(EXPECTED.ofMany(), SameModel.MANY_PARAMETERS.train(context, 3));
          assertEquals(EXPECTED.ofTrials(), trials(context));
          return context;
        });
    assertEquals(4, events.jobs.size(), events.jobs.toString()); // one for each training
  }

  /** Until another executor comes, the one that is left has the ranges of both. */
  @Tag("faults")
  @Test
  void moreRangesThanSlotsAreSharedUntilAnExecutorComes() {
    CLUSTER.stayFor("0.3");
    Events events =
        assertSameAfter(
            false,
            true,
            () -> {
              CLUSTER.keepAtLeast(TwoExecutors.COUNT - 1);
              Fault.EXECUTOR_KILLED_BETWEEN_STEPS.happen(CLUSTER, Engine.WORKERS);
            });
    CLUSTER.stayFor("10");
    assertEquals(Set.of(1, 2), Set.copyOf(events.workers), "workers of jobs");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTaskThatFailsInMidStepCountsOnce(boolean rounds) {
    Events events = assertSameAfter(rounds, false, () -> FaultPoints.plant(FaultPoints.FAILS_ONCE));
    assertTrue(events.reasons.contains("ExceptionFailure"), events.reasons.toString());
  }

  /**
   * Trains on two executors; something goes wrong between two steps of the first epoch, or in the
   * one that follows.
   *
   * @param loses whether an executor is lost by that
   */
  private static Events assertSameAfter(boolean rounds, boolean loses, Runnable fault) {
    Events events = new Events();
    Set<String> before = CLUSTER.addresses();
    TrainingSpec spec = rounds ? spec().with(new LocalSteps(3)) : spec();
    String found =
        CLUSTER.heardBy(
            events,
            () ->
                sha256(
                    CLUSTER.context(),
                    spec,
                    event -> {
                      if (event instanceof TrainingEvent.StepCompleted step
                          && step.epoch() == 1
                          && step.stepInEpoch() == STEP) {
                        fault.run();
                      } else if (loses && event instanceof TrainingEvent.EpochCompleted) {
                        CLUSTER.keepAtLeast(TwoExecutors.COUNT);
                        CLUSTER.awaitAnotherThan(before);
                      }
                    }));
    assertEquals(rounds ? EXPECTED.ofRounds() : EXPECTED.sha256(), found);
    return events;
  }

  private static String sha256(
      JavaSparkContext context, TrainingSpec spec, Consumer<TrainingEvent> listener) {
    TrainerBuilder builder = Trainer.on(context).data(Flowers.rdd(context, 3));
    return builder.listener(listener::accept).build(spec).train().sha256();
  }

  private static List<List<Double>> trials(JavaSparkContext context) {
    List<Trial> trials =
        List.of(
            new Trial("adam", spec()),
            new Trial(
                "slow",
                TrainingSpec.builder(
                        NetworkSpec.of(new Dense(8), new Relu(), new Dense(3)),
                        new SoftmaxCrossEntropy())
                    .optimizer(new Adam(1e-5))
                    .scale(ScaleMode.STANDARDIZE)
                    .epochs(Flowers.EPOCHS)
                    .batchSize(Flowers.BATCH)
                    .shards(SHARDS)
                    .build()));
    return new Comparison(
            context, TrainingData.of(new VectorSource(Flowers.rdd(context, 3))), false)
        .run(trials, results -> {}).stream().map(result -> result.stepLosses()).toList();
  }

  private static TrainingSpec spec() {
    return Flowers.specWithFaults(SHARDS);
  }

  /** What Spark tells of jobs of workers. */
  private static final class Events extends SparkListener {
    private final Queue<String> jobs = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> stages = new ConcurrentLinkedQueue<>();
    private final Queue<String> reasons = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> workers = new ConcurrentLinkedQueue<>();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      String description = job.properties().getProperty("spark.job.description", "");
      if (description.endsWith(" and on")) {
        jobs.add(description);
        CollectionConverters.asJava(job.stageInfos()).forEach(stage -> stages.add(stage.stageId()));
        workers.add(
            CollectionConverters.asJava(job.stageInfos()).stream()
                .max(Comparator.comparingInt(StageInfo::stageId))
                .orElseThrow()
                .numTasks());
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (stages.contains(task.stageId())) {
        reasons.add(task.reason().getClass().getSimpleName());
      }
    }
  }
}
