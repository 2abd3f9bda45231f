package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.optimizer.Adagrad;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Tuple2;

/**
 * Trainings of a table of embeddings, whose touched rows travel both ways, beside one in which all
 * parameters and whole gradients do.
 */
class TouchedRowsTrainingTest {
  private static final int CATEGORIES = 1 << 14;
  private static final int WIDTH = 12; // 768 KiB, too many to go along with a job
  private static final int ROWS = 3000;
  private static final int BATCH = 500;
  private static final int SHARDS = 8;
  private static final int EPOCHS = 3; // changes add up to all parameters once
  private static final int STEPS = ROWS / BATCH;

  private static String expected;

  @BeforeAll
  static void trainOnWholeGradients() {
    try (JavaSparkContext context =
        Contexts.start("local[1]", Map.of("spark.kindling.touchedRows", "false"))) {
      expected = Trainer.on(context).data(rows(context)).build(spec()).train().sha256();
    }
  }

  @ParameterizedTest
  @CsvSource({"local[2], 0, Kryo", "'local-cluster[2,1,1024]', 128m, Kryo"})
  void theModelIsTheSame(String master, String mostDirectBytes, String serializer) {
    try (JavaSparkContext context = Contexts.start(master, settings(mostDirectBytes, serializer))) {
      Contexts.awaitExecutors(context, master.startsWith("local-cluster") ? 2 : 0);
      assertEquals(
          expected, Trainer.on(context).data(rows(context)).build(spec()).train().sha256());
    }
  }

  /** The executor that comes for the lost one has none of the parameters that others keep. */
  @Test
  void theModelIsTheSameWhereAnExecutorIsLostWithinAStep() {
    KillWithinStep kill = new KillWithinStep("epoch 1/%s, step %s/".formatted(EPOCHS, STEPS), 2);
    try (JavaSparkContext context =
        Contexts.start("local-cluster[2,1,1024]", settings("128m", "Java"))) {
      Contexts.awaitExecutors(context, 2);
      context.sc().addSparkListener(kill);
      String found =
          Trainer.on(context)
              .data(rows(context))
              .listener(
                  event -> {
                    if (event instanceof TrainingEvent.StepCompleted step
                        && step.epoch() == 1
                        && step.stepInEpoch() == STEPS - 1) {
                      kill.halt(KillWithinStep.executors().get(0));
                    } else if (event instanceof TrainingEvent.EpochCompleted) {
                      Contexts.awaitExecutors(context, 2);
                    }
                  })
              .build(spec())
              .train()
              .sha256();
      assertEquals(expected, found);
    }
    assertTrue(kill.tasksLost() > 0, "no task was lost");
  }

  private static Map<String, String> settings(String mostDirectBytes, String serializer) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("spark.kindling.steps", "jobs");
    settings.put("spark.kindling.mostDirectBytes", mostDirectBytes);
    settings.put(
        "spark.serializer", "org.apache.spark.serializer.%sSerializer".formatted(serializer));
    settings.put("spark.shuffle.reduceLocality.enabled", "false"); // both executors get rows
    if (serializer.equals("Kryo")) {
      settings.put("spark.kryo.registrationRequired", "true");
      settings.put("spark.kryo.registrator", "io.kindling.driver.serializer.KindlingRegistrator");
    }
    return settings;
  }

  private static JavaPairRDD<Double, Vector> rows(JavaSparkContext context) {
    Random random = new Random(5);
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double category = random.nextInt(CATEGORIES);
      rows.add(new Tuple2<>(category % 7, Vectors.dense(category)));
    }
    return context.parallelizePairs(rows, 3);
  }

  private static TrainingSpec spec() {
    return new TrainingSpec(
        NetworkSpec.of(new Embedding(CATEGORIES, WIDTH), new Dense(1)),
        new SquaredError(),
        new Adagrad(0.1),
        ScaleMode.NONE,
        EPOCHS,
        BATCH,
        SHARDS,
        1);
  }
}
