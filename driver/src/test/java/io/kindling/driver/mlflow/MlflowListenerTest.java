package io.kindling.driver.mlflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.LoggedLines;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.training.BackgroundListener;
import io.kindling.driver.training.DivergedException;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.Finished;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import io.kindling.kernels.layer.Dense;
import io.kindling.predictor.model.ModelManifest;
import io.kindling.predictor.model.ModelReader;
import io.kindling.predictor.model.ModelSource;
import io.kindling.predictor.model.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a tracking server is told of a training, and what a bad one does to it. */
final class MlflowListenerTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);
  @RegisterExtension final LoggedLines log = new LoggedLines(BackgroundListener.class);

  private TrackingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TrackingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static TrainerBuilder tiny() {
    return TinyTraining.on(SPARK.context(), 2)
        .data(TinyTraining.data().rdd(SPARK.context(), 2), 0.2);
  }

  private MlflowListener listener(Map<String, String> environment) {
    return listener(server.uri(), environment);
  }

  private static MlflowListener listener(String uri, Map<String, String> environment) {
    return new MlflowListener(
        MlflowServer.of("test", uri, environment),
        "flowers and more",
        "first",
        Duration.ofSeconds(5),
        Duration.ofSeconds(3));
  }

  @Test
  void aTrainingIsARunWithItsSettingsMetricsAndModel() {
    List<StepCompleted> steps = new ArrayList<>();
    List<EpochCompleted> epochs = new ArrayList<>();
    TrainedModel model =
        tiny()
            .listener(listener(Map.of()))
            .listener(
                event -> {
                  if (event instanceof StepCompleted step) {
                    steps.add(step);
                  } else if (event instanceof EpochCompleted epoch) {
                    epochs.add(epoch);
                  }
                })
            .build()
            .train();

    assertEquals(List.of(), server.refusals.stream().filter(line -> !isMissing(line)).toList());
    TrackingServer.Run run = server.run();
    assertEquals(server.experiments.get("flowers and more"), run.experiment);
    assertEquals("first", run.name);
    assertEquals("FINISHED", run.status);
    assertTrue(Math.abs(System.currentTimeMillis() - run.ended) < 60_000, "ended at " + run.ended);
    assertEquals("0.05", run.params.get("optimizer.adam.learning_rate"));
    assertEquals("17", run.params.get("training.batch_size"));
    assertEquals("8", run.params.get("network.0.dense.units"));
    assertEquals("JOB", run.tags.get("mlflow.source.type"));
    assertEquals("7", run.tags.get("kindling.seed"));
    assertEquals(model.sha256(), run.tags.get("kindling.sha256"));
    assertEquals(
        byStep(steps, StepCompleted::step, StepCompleted::loss), run.metrics.get("train/loss"));
    assertEquals(
        byStep(steps, StepCompleted::step, step -> step.rows() / step.seconds()),
        run.metrics.get("train/samples_per_second"));
    assertEquals(
        byStep(epochs, EpochCompleted::step, epoch -> measured(epoch, "accuracy")),
        run.metrics.get("validation/accuracy"));
    assertEquals(
        byStep(epochs, EpochCompleted::step, EpochCompleted::trainLoss),
        run.metrics.get("train/epoch_loss"));
    assertEquals(model.sha256(), uploaded().sha256());
    assertArrayEquals(model.parameters(), uploaded().parameters());
    assertEquals(List.of(), log.lines());
  }

  private static boolean isMissing(String refusal) {
    return refusal.contains("get-by-name") && refusal.contains("RESOURCE_DOES_NOT_EXIST");
  }

  private static double measured(EpochCompleted epoch, String metric) {
    return Optional.ofNullable(epoch.validation().orElseThrow().get(metric)).orElseThrow();
  }

  private static <T> Map<Long, Double> byStep(
      List<T> events, ToLongFunction<T> step, ToDoubleFunction<T> value) {
    Map<Long, Double> values = new LinkedHashMap<>();
    events.forEach(event -> values.put(step.applyAsLong(event), value.applyAsDouble(event)));
    return values;
  }

  /** The model that the server's files are. */
  private TrainedModel uploaded() {
    return ModelReader.read(
        new ModelSource() {
          private byte[] file(String name) throws FileNotFoundException {
            byte[] bytes = server.files.get("1/5e7a0/artifacts/model/" + name);
            if (bytes == null) {
              throw new FileNotFoundException(name);
            }
            return bytes;
          }

          @Override
          public byte[] readManifest() throws FileNotFoundException {
            return file(ModelManifest.FILE);
          }

          @Override
          public InputStream openWeights(String name) throws FileNotFoundException {
            return new ByteArrayInputStream(file(name));
          }

          @Override
          public long weightsBytes(String name) throws FileNotFoundException {
            return file(name).length;
          }
        },
        "artifacts");
  }

  @Test
  void anExperimentThatIsThereIsTaken() {
    server.experiments.put("flowers and more", "17");
    tiny().listener(listener(Map.of())).build().train();
    assertEquals("17", server.run().experiment);
    assertTrue(server.requests.stream().noneMatch(line -> line.contains("experiments/create")));
  }

  @Test
  void longValuesManyParamsAndOddNamesAreMadeFit() {
    Dense[] many = new Dense[70];
    Arrays.fill(many, new Dense(3));
    tiny().network(many).optimizer(new Adam(1e-6)).listener(listener(Map.of())).build().train();
    assertTrue(server.run().params.size() > 200, () -> "only " + server.run().params.size());
    assertEquals("FINISHED", server.run().status);
    assertEquals(List.of(), log.lines());
  }

  @Test
  void aTokenIsSentAndUserAndPasswordComeBeforeIt() {
    server.authorization = "Bearer secret-token";
    tiny().listener(listener(Map.of(MlflowServer.TOKEN, "secret-token"))).build().train();
    assertEquals("FINISHED", server.run().status);

    server.runs.clear();
    server.authorization = "Basic YW5uOnB3"; // ann:pw
    tiny()
        .listener(
            listener(
                Map.of(
                    MlflowServer.TOKEN,
                    "secret-token",
                    MlflowServer.USERNAME,
                    "ann",
                    MlflowServer.PASSWORD,
                    "pw")))
        .build()
        .train();
    assertEquals("FINISHED", server.run().status);
  }

  @Test
  void aServerThatKnowsNobodyIsToldOfInOneLineWithoutTheSecret() {
    server.authorization = "Bearer another";
    tiny().listener(listener(Map.of(MlflowServer.TOKEN, "secret-token"))).build().train();
    assertEquals(
        List.of(
            ("the run of MLflow is left as it is, since it failed: %s:"
                    + " GET experiments/get-by-name: status 401, UNAUTHENTICATED, You are not"
                    + " authenticated.; MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
                    + " MLFLOW_TRACKING_TOKEN, say who asks")
                .formatted(server.uri())),
        log.lines());
  }

  @Test
  void aServerThatFailsForAMomentIsAskedAgain() {
    server.failures.set(2);
    tiny().listener(listener(Map.of())).build().train();
    assertEquals("FINISHED", server.run().status);
    assertEquals(List.of(), log.lines());
  }

  @Test
  void aServerThatFailsForGoodEndsTheRunAndNotTheTraining() {
    server.failures.set(Integer.MAX_VALUE);
    TrainedModel model = tiny().listener(listener(Map.of())).build().train();
    assertEquals(tiny().build().train().sha256(), model.sha256());
    assertEquals(1, log.lines().size(), log.lines()::toString);
    assertTrue(
        log.lines().get(0).endsWith("status 503, TEMPORARILY_UNAVAILABLE, come again"),
        log.lines().get(0));
  }

  @Test
  void aServerThatIsNotThereIsToldOfAtOnceInOneLine() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String nowhere = "http://127.0.0.1:" + port;
    tiny().listener(listener(nowhere, Map.of())).build().train();
    assertEquals(
        List.of(
            "the run of MLflow is left as it is, since it failed: %s: GET experiments/get-by-name: no connection"
                .formatted(nowhere)),
        log.lines());
  }

  @Test
  void aServerThatNeverAnswersHoldsNoStepUpAndTheEndOnlyForAWhile() {
    server.delayMillis = 60_000;
    long[] at = new long[2];
    MlflowListener slow = listener(Map.of());
    tiny()
        .listener(
            event -> {
              at[0] = event instanceof Finished ? System.nanoTime() : at[0];
              slow.on(event);
              at[1] = event instanceof Finished ? System.nanoTime() : at[1];
            })
        .build()
        .train();
    assertEquals(Map.of(), server.runs, "the server has answered");
    long waited = (at[1] - at[0]) / 1_000_000;
    assertTrue(waited < 6_000, () -> "waited for " + waited + " ms");
    assertEquals(1, log.lines().size(), log.lines()::toString);
    assertTrue(log.lines().get(0).endsWith("no answer in time"), log.lines().get(0));
  }

  @Test
  void aTrainingThatFailsIsARunThatFailed() {
    assertThrows(
        DivergedException.class,
        () -> TinyTraining.diverging(SPARK.context()).listener(listener(Map.of())).build().train());
    assertEquals("FAILED", server.run().status);
    assertTrue(
        String.valueOf(server.run().tags.get("kindling.failure")).contains("epoch 1"),
        () -> server.run().tags.toString());
  }

  @Test
  void aTrainingThatIsInterruptedIsARunThatWasKilled() {
    MlflowListener listener = listener(Map.of());
    List<String> statuses = new ArrayList<>();
    tiny()
        .listener(listener)
        .listener(
            event -> {
              if (event instanceof EpochCompleted epoch && epoch.epoch() == 2) {
                awaitRun();
                listener.interrupt();
                statuses.add(server.run().status);
              }
            })
        .build()
        .train();
    assertEquals(List.of("KILLED"), statuses);
    assertEquals("KILLED", server.run().status);
  }

  private void awaitRun() {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    // Its params are sent once it is known here, too.
    while (server.requests.stream().noneMatch(line -> line.endsWith("/runs/log-batch"))
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aServerThatStoresNoFilesItselfIsToldOfAndTheRunIsFinished() {
    server.artifactRoot = "s3://bucket/mlflow";
    tiny().listener(listener(Map.of())).build().train();
    assertEquals("FINISHED", server.run().status);
    assertEquals(Map.of(), server.files);
    assertEquals(1, log.lines().size(), log.lines()::toString);
    assertTrue(
        log.lines().get(0).contains("found artifacts at 's3://bucket/mlflow/1/5e7a0/artifacts'"),
        log.lines().get(0));
  }
}
