package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.tests.cluster.StandaloneCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** A cluster of three workers that is not the same throughout a training. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("faults") // executors that go down are tested without a standalone cluster
class ChangingClusterTest {
  private static final int WORKERS = 3;
  private static final int EPOCHS = 5;

  @TempDir private static Path folder;
  private static StandaloneCluster cluster;
  private static JavaSparkContext context;
  private static String expected;

  @BeforeAll
  static void start() throws InterruptedException {
    cluster = StandaloneCluster.start(folder, WORKERS);
    Map<String, String> settings = new HashMap<>(FaultPoints.settings());
    settings.put("spark.speculation", "true");
    settings.put("spark.speculation.interval", "50ms");
    settings.put("spark.speculation.minTaskRuntime", "300ms");
    settings.put("spark.speculation.quantile", "0.3");
    context = Contexts.start(cluster.master(), settings);
    Contexts.awaitAtWork(context, WORKERS, WORKERS);
    takeStepsBy("jobs");
    expected = train(event -> {});
  }

  @AfterAll
  static void stop() {
    context.close();
    cluster.close();
    FaultPoints.clear();
  }

  private static void takeStepsBy(String engine) {
    context.sc().conf().set("spark.kindling.steps", engine);
  }

  /** On another machine, since Spark runs none on the same. */
  @Test
  @Order(1)
  void theCopyOfASlowTaskShowsInNoModel() throws TimeoutException {
    takeStepsBy("jobs");
    FaultEvents events =
        trainAfter(1, () -> FaultPoints.plant(FaultPoints.SLOW), new FaultEvents());
    assertTrue(events.copies() > 0, events.toString());
  }

  /** As by dynamic allocation. */
  @Test
  @Order(2)
  void executorsThatComeAndGoShowInNoModelAndDoWork() throws TimeoutException {
    takeStepsBy("jobs");
    StepTasks steps = new StepTasks();
    removeAllButOne();
    IntConsumer change =
        epoch -> {
          if (epoch == 2) {
            assertTrue(context.sc().requestTotalExecutors(WORKERS, 0, Map$.MODULE$.empty()));
            Contexts.awaitAtWork(context, WORKERS, WORKERS);
          } else if (epoch == 4) {
            removeAllButOne();
          }
        };
    heard(
        steps,
        event -> {
          if (event instanceof TrainingEvent.EpochCompleted completed) {
            change.accept(completed.epoch());
          }
        });
    assertEquals(
        List.of(1, 1, WORKERS, WORKERS, 1),
        IntStream.rangeClosed(1, EPOCHS).mapToObj(steps::executors).toList());
  }

  private static void removeAllButOne() {
    List<String> ids = List.copyOf(CollectionConverters.asJava(context.sc().getExecutorIds()));
    assertTrue(context.sc().killExecutors(CollectionConverters.asScala(ids.subList(1, 3)).toSeq()));
    Contexts.awaitExecutor(() -> context.sc().getExecutorIds().size() == 1);
  }

  @Test
  @Order(3) // the worker does not come back
  void aWorkerThatGoesDownInMidStepShowsInNoModel() throws TimeoutException {
    takeStepsBy("resident");
    if (context.sc().getExecutorIds().size() < WORKERS) {
      assertTrue(context.sc().requestTotalExecutors(WORKERS, 0, Map$.MODULE$.empty()));
    }
    Contexts.awaitAtWork(context, WORKERS, WORKERS);
    FaultEvents events = trainAfter(2, () -> cluster.killWorker(0), new FaultEvents());
    assertTrue(events.failures("ExecutorLostFailure") > 0, events.toString());
  }

  /** It takes the place of the worker that went down. */
  @Test
  @Order(4)
  void anExecutorThatComesWithOtherArithmeticIsToldOf() {
    takeStepsBy("resident");
    List<Incident> told = new ArrayList<>();
    TrainedModel model =
        training(
                event -> {
                  if (event instanceof TrainingEvent.EpochCompleted epoch && epoch.epoch() == 1) {
                    addWorkerThatComputesInJava();
                  } else if (event instanceof TrainingEvent.Noted noted
                      && noted.incident().kind() == Incident.Kind.OTHER_ARITHMETIC) {
                    told.add(noted.incident());
                  }
                })
            .train();
    assertEquals(1, told.size(), told.toString());
    assertTrue(
        told.get(0)
            .what()
            .matches(
                "executor \\d+ on localhost computes with netlib's .*BLAS.*, executor \\d+, on which the"
                    + " training began, with OpenBLAS .*: the model's bits may depend on which"
                    + " executor computes what"),
        told.get(0).what());
    String computedBy = String.valueOf(model.provenance().values().get("blas"));
    assertTrue(computedBy.matches("\\[OpenBLAS .*, netlib's .*BLAS.*]"), computedBy);
  }

  private static void addWorkerThatComputesInJava() {
    try {
      cluster.addWorker(Map.of("JAVA_TOOL_OPTIONS", "-Dkindling.blas=java"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Contexts.awaitAtWork(context, WORKERS, WORKERS);
  }

  /** Trains to the expected model; the fault happens behind the third step of an epoch. */
  private static FaultEvents trainAfter(int epoch, Runnable fault, FaultEvents events)
      throws TimeoutException {
    heard(
        events,
        event -> {
          if (event instanceof TrainingEvent.StepCompleted step
              && step.epoch() == epoch
              && step.stepInEpoch() == 3) {
            fault.run();
          }
        });
    return events;
  }

  private static void heard(SparkListener spark, TrainingListener listener)
      throws TimeoutException {
    context.sc().addSparkListener(spark);
    try {
      assertEquals(expected, train(listener));
      context.sc().listenerBus().waitUntilEmpty();
    } finally {
      context.sc().removeSparkListener(spark);
    }
  }

  private static String train(TrainingListener listener) {
    return training(listener).train().sha256();
  }

  private static Trainer training(TrainingListener listener) {
    return Trainer.on(context)
        .data(Flowers.rdd(context, 3))
        .listener(listener)
        .build(
            TrainingSpec.builder(
                    NetworkSpec.of(
                        new Dense(32),
                        new Relu(),
                        new Dropout(0.3),
                        new FaultPoints.Layer(),
                        new Dense(3)),
                    new SoftmaxCrossEntropy())
                .optimizer(new Adam(0.003))
                .scale(ScaleMode.STANDARDIZE)
                .epochs(EPOCHS)
                .batchSize(Flowers.BATCH)
                .shards(8)
                .build());
  }
}
