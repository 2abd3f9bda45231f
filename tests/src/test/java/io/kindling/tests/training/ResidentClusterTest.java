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
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.preprocess.ScaleMode;
import io.kindling.partitioning.source.rdd.VectorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** Workers in JVMs of their own give the model that jobs give in one, whatever becomes of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResidentClusterTest {
  private static final int SHARDS = 8;
  private static final int STEP = 3; // the last one before something goes wrong
  private static final String CLUSTER = "local-cluster[2,1,1024]";

  @TempDir private static Path folder;
  private String expected = "";
  private String expectedOfRounds = "";
  private List<List<Double>> expectedOfTrials = List.of();

  @BeforeAll
  void trainByJobs() {
    try (JavaSparkContext context =
        Contexts.start("local[2]", Map.of("spark.kindling.steps", "jobs"))) {
      expected = sha256(context, spec(), event -> {});
      expectedOfRounds = sha256(context, spec().with(new LocalSteps(3)), event -> {});
      expectedOfTrials = trials(context);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local-cluster[1,1,1024]",
        CLUSTER,
        "local-cluster[1,3,1024]",
        "local-cluster[2,2,1024]"
      })
  void theModelIsTheSame(String master) {
    try (JavaSparkContext context = start(master, Map.of())) {
      Events events = new Events();
      context.sc().addSparkListener(events);
      assertEquals(expected, sha256(context, spec(), event -> {}));
      assertEquals(expectedOfRounds, sha256(context, spec().with(new LocalSteps(3)), event -> {}));
      assertEquals(expectedOfTrials, trials(context));
      events.await(context);
      assertEquals(3 * Flowers.EPOCHS, events.jobs.size(), events.jobs.toString());
    }
  }

  @Test
  void theModelIsTheSameUnderKryoWithAuthenticationAndEncryption() {
    Map<String, String> settings =
        Map.of(
            "spark.serializer", "org.apache.spark.serializer.KryoSerializer",
            "spark.kryo.registrationRequired", "true",
            "spark.kryo.registrator", "io.kindling.driver.serializer.KindlingRegistrator",
            "spark.authenticate", "true",
            "spark.authenticate.secret", "planted",
            "spark.network.crypto.enabled", "true");
    try (JavaSparkContext context = start(CLUSTER, settings)) {
      assertEquals(expected, sha256(context, spec(), event -> {}));
    }
  }

  /** It is stopped, so that the other has handed in and waits when it dies. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anExecutorThatDiesInMidStepCountsOnce(boolean rounds) {
    CompletableFuture<Void> death = new CompletableFuture<>();
    assertSameAfter(
        rounds,
        Map.of(),
        "ExecutorLostFailure",
        () -> {
          ProcessHandle victim = KillWithinStep.executors().get(0);
          KillWithinStep.signal("-STOP", victim);
          CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
              .execute(
                  () -> {
                    victim.destroyForcibly();
                    death.complete(null);
                  });
        });
    death.join();
  }

  /** Until another executor comes, the one that is left has the ranges of both. */
  @Test
  void moreRangesThanSlotsAreSharedUntilAnExecutorComes() {
    Events events =
        assertSameAfter(
            false,
            Map.of("spark.kindling.residentSeconds", "0.3"),
            () -> {
              ProcessHandle victim = KillWithinStep.executors().get(0);
              victim.destroyForcibly();
              victim.onExit().join();
            });
    assertEquals(Set.of(1, 2), Set.copyOf(events.workers), "workers of jobs");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTaskThatFailsInMidStepCountsOnce(boolean rounds) {
    assertSameAfter(rounds, Map.of(), "ExceptionFailure", ResidentClusterTest::plant);
  }

  private static void plant() {
    try {
      Files.createFile(marker());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path marker() {
    return folder.resolve("fail");
  }

  /**
   * Trains on two executors; something goes wrong between two steps of the first epoch, or in the
   * one that follows.
   *
   * @param reason why Spark tells that a task of a job of workers ended
   */
  private void assertSameAfter(
      boolean rounds, Map<String, String> settings, String reason, Runnable fault) {
    Events events = assertSameAfter(rounds, settings, fault);
    assertTrue(events.reasons.contains(reason), events.reasons.toString());
  }

  private Events assertSameAfter(boolean rounds, Map<String, String> settings, Runnable fault) {
    Events events = new Events();
    try (JavaSparkContext context = start(CLUSTER, settings)) {
      Contexts.awaitExecutors(context, 2);
      context.sc().addSparkListener(events);
      TrainingSpec spec = rounds ? spec().with(new LocalSteps(3)) : spec();
      assertEquals(
          rounds ? expectedOfRounds : expected,
          sha256(
              context,
              spec,
              event -> {
                if (event instanceof TrainingEvent.StepCompleted step
                    && step.epoch() == 1
                    && step.stepInEpoch() == STEP) {
                  fault.run();
                } else if (event instanceof TrainingEvent.EpochCompleted) {
                  Contexts.awaitExecutors(context, 2);
                }
              }));
    }
    return events;
  }

  private static JavaSparkContext start(String master, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("spark.kindling.steps", "resident");
    all.put("spark.shuffle.reduceLocality.enabled", "false"); // rows come to lie on all executors
    JavaSparkContext context = Contexts.start(master, all);
    Contexts.awaitExecutors(context, master.charAt("local-cluster[".length()) - '0');
    return context;
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
                new TrainingSpec(
                    NetworkSpec.of(new Dense(8), new Relu(), new Dense(3)),
                    new SoftmaxCrossEntropy(),
                    new Adam(1e-5),
                    ScaleMode.STANDARDIZE,
                    Flowers.EPOCHS,
                    Flowers.BATCH,
                    SHARDS,
                    1)));
    return new Comparison(
            context, TrainingData.of(new VectorSource(Flowers.rdd(context, 3))), false)
        .run(trials, results -> {}).stream().map(result -> result.stepLosses()).toList();
  }

  private static TrainingSpec spec() {
    return new TrainingSpec(
        NetworkSpec.of(
            new Dense(32),
            new Relu(),
            new Dropout(0.3),
            new Dense(16),
            new FailOnce(marker().toString()),
            new Tanh(),
            new Dense(3)),
        new SoftmaxCrossEntropy(),
        new Adam(0.003),
        ScaleMode.STANDARDIZE,
        Flowers.EPOCHS,
        Flowers.BATCH,
        SHARDS,
        1);
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
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (stages.contains(task.stageId())) {
        reasons.add(task.reason().getClass().getSimpleName());
      }
    }

    private void await(JavaSparkContext context) {
      try {
        context.sc().listenerBus().waitUntilEmpty();
      } catch (TimeoutException e) {
        throw new AssertionError(e);
      }
    }
  }
}
