package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors die, the training goes on, and nothing shows in the model. */
class ExecutorLossTest {
  private static final int SHARDS = 8;

  @ParameterizedTest(name = "the driver takes at most {0} of gradients directly")
  @ValueSource(strings = {"128m", "0"})
  void aTrainingThatLosesAnExecutorEndsWithTheSameModel(String mostDirectBytes) {
    String expected;
    try (JavaSparkContext context = Contexts.start("local[1]")) {
      expected = builder(context).build(Flowers.spec(SHARDS, 1)).train().sha256();
    }
    AtomicInteger killed = new AtomicInteger();
    try (JavaSparkContext context =
        Contexts.start(
            "local-cluster[2,1,1024]", Map.of("spark.kindling.mostDirectBytes", mostDirectBytes))) {
      String found =
          builder(context)
              .listener(
                  event -> {
                    if (event instanceof TrainingEvent.StepCompleted step
                        && step.epoch() == 1
                        && step.stepInEpoch() == 3) {
                      killed.addAndGet(killOneExecutor());
                    }
                  })
              .build(Flowers.spec(SHARDS, 1))
              .train()
              .sha256();
      assertEquals(expected, found);
    }
    assertEquals(1, killed.get());
  }

  private static TrainerBuilder builder(JavaSparkContext context) {
    return Trainer.on(context).data(Flowers.rdd(context, 3));
  }

  /** Executors of local-cluster are JVMs and children of this one. */
  private static int killOneExecutor() {
    List<ProcessHandle> executors =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .toList();
    assertEquals(2, executors.size(), executors.toString());
    ProcessHandle victim = executors.get(0);
    victim.destroyForcibly();
    victim.onExit().join();
    return 1;
  }
}
