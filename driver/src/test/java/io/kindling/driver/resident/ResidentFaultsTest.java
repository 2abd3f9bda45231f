package io.kindling.driver.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.fixture.Eventually;
import io.kindling.driver.fixture.Hook;
import io.kindling.driver.fixture.InterruptedWork;
import io.kindling.driver.fixture.Leftovers;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.activation.Tanh;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with workers shows in no model, and nothing stays behind. */
final class ResidentFaultsTest {
  private static final String STEPS = "spark.kindling.steps";
  private static final Duration SOON = Duration.ofSeconds(40);

  /** The latest attempt of each task. */
  private static final Map<Integer, Long> ATTEMPTS = new TreeMap<>();

  /** What a job of others, whose function travels, waits for. */
  private static final Map<String, CountDownLatch> LATCHES = new ConcurrentHashMap<>();

  private static String expected;
  private static String expectedOfRounds;

  @BeforeAll
  static void trainByJobs() {
    try (JavaSparkContext context = start("local[2]", Map.of(STEPS, "jobs"))) {
      expected = sha256(training(context));
      expectedOfRounds = sha256(training(context).sync(new LocalSteps(3)));
    }
  }

  @AfterEach
  void callNothing() {
    Hook.clear();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTaskThatFailsInMidStepIsRunAgainAndCountsOnce(boolean rounds) {
    AtomicInteger passes = new AtomicInteger();
    Hook.set(
        task -> {
          if (isFirstOf(1, task) && passes.incrementAndGet() == 4) {
            throw new IllegalStateException("planted");
          }
        });
    Failures failures = new Failures();
    try (JavaSparkContext context = start("local[2,4]", Map.of())) {
      context.sc().addSparkListener(failures);
      TrainerBuilder builder = training(context);
      assertEquals(
          rounds ? expectedOfRounds : expected,
          sha256(rounds ? builder.sync(new LocalSteps(3)) : builder));
    }
    assertEquals(1, failures.count.get());
  }

  /** Its worker has handed in, and waits for a slower one. */
  @Test
  void aTaskThatIsKilledWhileItWaitsIsRunAgainAndCountsOnce() {
    CountDownLatch killed = new CountDownLatch(1);
    AtomicInteger passes = new AtomicInteger();
    Failures failures = new Failures();
    try (JavaSparkContext context = start("local[2,4]", Map.of())) {
      context.sc().addSparkListener(failures);
      Hook.set(
          task -> {
            if (isFirstOf(0, task) && passes.incrementAndGet() == 5) {
              context.sc().killTaskAttempt(otherAttempt(task), false, "planted");
              awaitOrFail(killed);
            }
          });
      failures.onEnd = killed::countDown;
      assertEquals(expected, sha256(training(context)));
    }
    assertEquals(1, failures.count.get());
  }

  private static long otherAttempt(TaskContext task) {
    synchronized (ATTEMPTS) {
      return ATTEMPTS.getOrDefault(1, task.taskAttemptId() + 1);
    }
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTaskThatFailsAgainAndAgainEndsTheTraining() {
    Hook.set(
        task -> {
          if (task.partitionId() == 1) {
            throw new IllegalStateException("planted");
          }
        });
    try (JavaSparkContext context = start("local[2,2]", Map.of())) {
      Exception thrown =
          assertTimeoutPreemptively(
              SOON, () -> assertThrows(Exception.class, () -> sha256(training(context))));
      assertTrue(String.valueOf(thrown.getMessage()).contains("planted"), thrown.toString());
      InterruptedWork.leavesNothing(context);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedTrainingLeavesNothingAndTheNextGivesTheSame(boolean whileComputing)
      throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    AtomicInteger passes = new AtomicInteger();
    if (whileComputing) {
      Hook.set(
          task -> {
            if (passes.incrementAndGet() == 6) {
              computing.countDown();
              awaitKill(task);
            }
          });
    }
    try (JavaSparkContext context = start("local[2]", Map.of())) {
      InterruptedWork work =
          InterruptedWork.of(
              () ->
                  training(context)
                      .epochs(1_000_000)
                      .listener(
                          event -> {
                            if (!whileComputing && event instanceof TrainingEvent.StepCompleted) {
                              computing.countDown();
                            }
                          })
                      .build()
                      .train(),
              () -> computing.getCount() == 0);
      assertInstanceOf(JobInterruptedException.class, work.thrown());
      InterruptedWork.leavesNothing(context);
      Eventually.holds("no endpoint is left", () -> Leftovers.countEndpoints() == 0);
      Hook.clear();
      assertEquals(expected, sha256(training(context)));
    }
  }

  /** As a step that takes long, whose task Spark kills meanwhile. */
  private static void awaitKill(TaskContext task) {
    Eventually.holds("the task is killed", task::isInterrupted);
  }

  @Test
  void aCancelledJobEndsTheTrainingAndItsWorkers() {
    try (JavaSparkContext context = start("local[2]", Map.of())) {
      assertTimeoutPreemptively(
          SOON,
          () ->
              assertThrows(
                  Exception.class,
                  () ->
                      sha256(
                          training(context)
                              .epochs(1_000_000)
                              .listener(atStep(2, event -> context.cancelAllJobs())))));
      InterruptedWork.leavesNothing(context);
      assertEquals(expected, sha256(training(context)));
    }
  }

  @Test
  void aStoppedContextEndsTheTraining() {
    JavaSparkContext context = start("local[2]", Map.of());
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThrows(
                Exception.class,
                () -> sha256(training(context).listener(atStep(2, event -> context.close())))));
    Eventually.holds("no endpoint is left", () -> Leftovers.countEndpoints() == 0);
  }

  @Test
  void aTrainingThatGetsTooFewSlotsGoesOnByJobs() {
    CountDownLatch end = new CountDownLatch(1);
    try (JavaSparkContext context =
        start("local[2]", Map.of("spark.kindling.residentSeconds", "1"))) {
      CompletableFuture<Long> other = null;
      try {
        other = occupyOneSlot(context, end);
        assertEquals(expected, sha256(training(context)));
      } finally {
        end.countDown();
        if (other != null) {
          assertEquals(1, other.join());
        }
      }
    }
  }

  private static CompletableFuture<Long> occupyOneSlot(
      JavaSparkContext context, CountDownLatch end) {
    CountDownLatch started = new CountDownLatch(1);
    LATCHES.put("started", started);
    LATCHES.put("end", end);
    CompletableFuture<Long> job =
        CompletableFuture.supplyAsync(
            () ->
                context
                    .parallelize(List.of(1), 1)
                    .filter(
                        one -> {
                          LATCHES.get("started").countDown();
                          return LATCHES.get("end").await(60, TimeUnit.SECONDS);
                        })
                    .count());
    awaitOrFail(started);
    return job;
  }

  @Test
  void aJobOfOthersGetsItsTurn() throws Exception {
    runBesideATraining(Map.of("spark.kindling.residentSeconds", "1"));
  }

  @Tag("matrix")
  @Test
  void aJobOfOthersGetsItsTurnWithoutAnySettings() throws Exception {
    runBesideATraining(Map.of());
  }

  /** A job of both slots begins within 15 seconds while a training without end holds them. */
  private static void runBesideATraining(Map<String, String> settings) throws Exception {
    try (JavaSparkContext context = start("local[2]", settings)) {
      CountDownLatch stepped = new CountDownLatch(3);
      Thread training =
          new Thread(
              () ->
                  assertThrows(
                      JobInterruptedException.class,
                      () ->
                          training(context)
                              .batchSize(4)
                              .epochs(1_000_000)
                              .listener(event -> stepped.countDown())
                              .build()
                              .train()));
      training.start();
      try {
        awaitOrFail(stepped);
        assertTimeoutPreemptively(
            Duration.ofSeconds(15),
            () -> assertEquals(2, context.parallelize(List.of(1, 2), 2).count()));
      } finally {
        training.interrupt();
        training.join();
      }
    }
  }

  @Test
  void twoTrainingsShareAContext() {
    try (JavaSparkContext context =
        start("local[2]", Map.of("spark.kindling.residentSeconds", "0.5"))) {
      CompletableFuture<String> other =
          CompletableFuture.supplyAsync(() -> sha256(training(context)));
      assertEquals(expected, sha256(training(context)));
      assertEquals(expected, other.join());
    }
  }

  private static boolean isFirstOf(int partition, TaskContext task) {
    synchronized (ATTEMPTS) {
      ATTEMPTS.put(task.partitionId(), task.taskAttemptId());
    }
    return task.partitionId() == partition && task.attemptNumber() == 0;
  }

  private static TrainingListener atStep(int step, Consumer<TrainingEvent> then) {
    return event -> {
      if (event instanceof TrainingEvent.StepCompleted done && done.stepInEpoch() == step) {
        then.accept(event);
      }
    };
  }

  private static TrainerBuilder training(JavaSparkContext context) {
    return TinyTraining.on(context, 2)
        .network(new Dense(8), new Hook(), new Tanh(), new Dropout(0.2), new Dense(3));
  }

  private static String sha256(TrainerBuilder builder) {
    return builder.build().train().sha256();
  }

  private static JavaSparkContext start(String master, Map<String, String> settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    settings.forEach(conf::set);
    return new JavaSparkContext(conf);
  }

  /** Counts attempts that did not succeed. */
  private static final class Failures extends SparkListener {
    private final AtomicInteger count = new AtomicInteger();
    private volatile Runnable onEnd = () -> {};

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (!task.taskInfo().successful()) {
        count.incrementAndGet();
        onEnd.run();
      }
    }
  }
}
