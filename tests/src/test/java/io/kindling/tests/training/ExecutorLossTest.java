package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** Executors die, the training goes on, and nothing shows in the model. */
class ExecutorLossTest {
  private static final int SHARDS = 8;
  private static final Pattern STEP = Pattern.compile("epoch (\\d+)/\\d+, step ");

  @ParameterizedTest(name = "the driver takes at most {0} of gradients directly")
  @ValueSource(strings = {"128m", "0"})
  void aTrainingThatLosesAnExecutorEndsWithTheSameModel(String mostDirectBytes) {
    String expected;
    try (JavaSparkContext context = Contexts.start("local[1]")) {
      expected = builder(context).build(Flowers.spec(SHARDS, 1)).train().sha256();
    }
    AtomicInteger killed = new AtomicInteger();
    Map<Integer, Set<String>> workers = new ConcurrentHashMap<>();
    try (JavaSparkContext context =
        Contexts.start(
            "local-cluster[2,1,1024]", Map.of("spark.kindling.mostDirectBytes", mostDirectBytes))) {
      context.sc().addSparkListener(new Workers(workers));
      String found =
          builder(context)
              .listener(
                  event -> {
                    if (event instanceof TrainingEvent.StepCompleted step
                        && step.epoch() == 1
                        && step.stepInEpoch() == 3) {
                      killed.addAndGet(killOneExecutor());
                    } else if (event instanceof TrainingEvent.EpochCompleted) {
                      awaitExecutors(context, 2);
                    }
                  })
              .build(Flowers.spec(SHARDS, 1))
              .train()
              .sha256();
      assertEquals(expected, found);
    }
    assertEquals(1, killed.get());
    assertEquals(2, workers.getOrDefault(2, Set.of()).size(), "who worked in epoch 2: " + workers);
  }

  /** Notes which executors worked in an epoch. */
  private static final class Workers extends SparkListener {
    private final Map<Integer, Set<String>> workers;
    private final Map<Integer, Integer> epochs = new ConcurrentHashMap<>();

    Workers(Map<Integer, Set<String>> workers) {
      this.workers = workers;
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      Matcher step = STEP.matcher(job.properties().getProperty("spark.job.description", ""));
      if (step.lookingAt()) {
        int epoch = Integer.parseInt(step.group(1));
        CollectionConverters.asJava(job.stageInfos())
            .forEach(stage -> epochs.put(stage.stageId(), epoch));
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      Integer epoch = epochs.get(task.stageId());
      if (epoch != null) {
        workers
            .computeIfAbsent(epoch, e -> ConcurrentHashMap.newKeySet())
            .add(task.taskInfo().executorId());
      }
    }
  }

  /** Waits for the one that takes the place of the dead. */
  private static void awaitExecutors(JavaSparkContext context, int count) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (context.sc().getExecutorMemoryStatus().size() <= count) {
      assertTrue(System.nanoTime() < end, "no executor came");
      Thread.onSpinWait();
    }
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
