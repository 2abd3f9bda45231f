package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.driver.training.TrainingSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong on the executors, however steps are taken, the model is the same. */
class FaultMatrixTest {
  private static final boolean ALL = Boolean.getBoolean("kindling.faults");
  private static final int STEP = 3; // the last one before something goes wrong
  private static final int SHARDS = 8;
  private static final String EXPECTED;
  private static final String EXPECTED_OF_ROUNDS;

  static { // before there are executors
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      EXPECTED = train(context, spec(Engine.JOBS), event -> {});
      EXPECTED_OF_ROUNDS = train(context, spec(Engine.JOBS_OF_ROUNDS), event -> {});
    }
  }

  @RegisterExtension static final TwoExecutors CLUSTER = new TwoExecutors(settings());

  @AfterEach
  void goOnWithoutFaults() {
    FaultPoints.clear();
    KillWithinStep.executors().forEach(FullDisk::hasRoomFor);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(FaultPoints.settings());
    settings.put("spark.task.maxFailures", "1000");
    return settings;
  }

  /** All of them, or each fault once where others do not test it. */
  static Stream<Arguments> faults() {
    return ALL
        ? Arrays.stream(Fault.values())
            .flatMap(
                fault ->
                    Arrays.stream(Engine.values())
                        .filter(fault::occursIn)
                        .map(engine -> Arguments.of(fault, engine)))
        : Stream.of(
            Arguments.of(Fault.EXECUTOR_KILLED_BEFORE_IT_COMPUTES, Engine.WORKERS_IN_ROUNDS),
            Arguments.of(Fault.EVERY_FIFTH_TASK_FAILS, Engine.JOBS),
            Arguments.of(Fault.SHARDS_UNPERSISTED, Engine.WORKERS),
            Arguments.of(Fault.SHUFFLE_FILES_LOST_IN_SUM, Engine.JOBS),
            Arguments.of(Fault.SHUFFLE_FILES_LOST_IN_PACKING, Engine.JOBS_OF_ROUNDS),
            Arguments.of(Fault.DISK_OF_AN_EXECUTOR_FULL, Engine.WORKERS));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("faults")
  void theModelIsTheSame(Fault fault, Engine engine) {
    FaultEvents events = new FaultEvents();
    Set<Incident.Kind> told = EnumSet.noneOf(Incident.Kind.class);
    JavaSparkContext context = CLUSTER.context();
    context.sc().conf().set("spark.kindling.steps", engine.workersStay() ? "resident" : "jobs");
    fault.prepare(CLUSTER);
    CLUSTER.awaitAtWork();
    Set<String> before = CLUSTER.addresses();
    String found =
        CLUSTER.heardBy(
            events,
            () ->
                train(
                    context,
                    spec(engine),
                    event -> {
                      if (event instanceof TrainingEvent.StepCompleted step
                          && step.epoch() == 1
                          && step.stepInEpoch() == STEP) {
                        fault.happen(CLUSTER, engine);
                      } else if (event instanceof TrainingEvent.Noted noted) {
                        told.add(noted.incident().kind());
                      } else if (event instanceof TrainingEvent.EpochCompleted
                          && !CLUSTER.addresses().equals(before)) {
                        CLUSTER.awaitAnotherThan(before);
                      }
                    }));
    fault.check(events, engine);
    assertTrue(told.containsAll(fault.incidents()), told.toString());
    assertEquals(engine.takesRounds() ? EXPECTED_OF_ROUNDS : EXPECTED, found);
  }

  private static String train(
      JavaSparkContext context, TrainingSpec spec, TrainingListener listener) {
    return Trainer.on(context)
        .data(Flowers.rdd(context, 3))
        .listener(listener)
        .build(spec)
        .train()
        .sha256();
  }

  private static TrainingSpec spec(Engine engine) {
    TrainingSpec spec = Flowers.specWithFaults(SHARDS);
    return engine.takesRounds() ? spec.with(new LocalSteps(3)) : spec;
  }
}
