package io.kindling.driver.mlflow;

import io.kindling.driver.mlflow.MlflowRun.Metric;
import io.kindling.driver.mlflow.MlflowRun.Status;
import io.kindling.driver.training.DeclaredSettings;
import io.kindling.driver.training.StepMeans;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what happens in a training into a run, and waits for the server. */
final class RunLog implements TrainingHandler {
  private static final long FLUSH_NANOS = Duration.ofSeconds(2).toNanos();
  private static final String PREFIX = "kindling.";

  private final MlflowServer server;
  private final MlflowRequests requests;
  private final String experiment;
  private final String name;
  private final List<Metric> waiting = new ArrayList<>();
  private StepMeans steps = new StepMeans(1);
  private long flushed = System.nanoTime();
  private volatile @Nullable MlflowRun run;

  RunLog(MlflowServer server, MlflowRequests requests, String experiment, String name) {
    this.server = server;
    this.requests = requests;
    this.experiment = experiment;
    this.name = name;
  }

  /** The run, once it has begun. */
  Optional<MlflowRun> run() {
    return Optional.ofNullable(run);
  }

  @Override
  public void started(TrainingEvent.Started event) {
    steps = new StepMeans((long) event.plan().stepsPerEpoch() * event.spec().epochs());
    MlflowRun begun = MlflowRun.begin(requests, experiment, name, tags(event));
    run = begun;
    begun.logParams(params(event));
  }

  private Map<String, String> tags(TrainingEvent.Started event) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.runName", EntityText.value(name));
    tags.put("mlflow.user", EntityText.value(System.getProperty("user.name", "")));
    tags.put("mlflow.source.type", "JOB");
    tags.put("mlflow.source.name", "kindling");
    event
        .provenance()
        .values()
        .forEach(
            (key, value) -> {
              if (value instanceof String || value instanceof Number) {
                tags.put(EntityText.key(PREFIX + key), EntityText.value(value));
              }
            });
    event
        .resumed()
        .ifPresent(resumed -> tags.put(PREFIX + "resumed_after_step", "" + resumed.steps()));
    return tags;
  }

  private static Map<String, String> params(TrainingEvent.Started event) {
    Map<String, Object> settings = DeclaredSettings.of(event.spec());
    settings.put("training.batch_size", event.plan().batching().batchSize());
    settings.put("training.shards", event.plan().batching().shards());
    settings.put("parameters", event.plan().parameters());
    settings.put("training_rows", event.plan().trainingRows());
    settings.put("validation_rows", event.plan().validationRows());
    Map<String, String> params = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> params.putIfAbsent(EntityText.key(key), EntityText.value(value)));
    return params;
  }

  @Override
  public void stepCompleted(TrainingEvent.StepCompleted event) {
    steps.add(event);
    if (steps.isDue()) {
      takeSteps();
    }
    flushIfDue();
  }

  private void takeSteps() {
    if (!steps.isEmpty()) {
      StepMeans.Point point = steps.take();
      add("train/loss", point.loss(), point.step());
      add("train/learning_rate", point.learningRate(), point.step());
      add("train/samples_per_second", point.samplesPerSecond(), point.step());
    }
  }

  /** What is undefined is left out. */
  private void add(String key, double value, long step) {
    if (Double.isFinite(value)) {
      waiting.add(new Metric(EntityText.key(key), value, System.currentTimeMillis(), step));
    }
  }

  @Override
  public void epochCompleted(TrainingEvent.EpochCompleted event) {
    takeSteps();
    add("epoch", event.epoch(), event.step());
    add("train/epoch_loss", event.trainLoss(), event.step());
    event
        .validation()
        .orElse(Map.of())
        .forEach((metric, value) -> add("validation/" + metric, value, event.step()));
    flushIfDue();
  }

  private void flushIfDue() {
    if (waiting.size() >= MlflowRun.MOST_METRICS || System.nanoTime() - flushed > FLUSH_NANOS) {
      flush();
    }
  }

  private void flush() {
    run().ifPresent(begun -> begun.logMetrics(waiting));
    waiting.clear();
    flushed = System.nanoTime();
  }

  @Override
  public void rolledBack(TrainingEvent.RolledBack event) {
    steps.clear();
    run()
        .ifPresent(
            begun -> begun.logTags(Map.of(PREFIX + "setbacks", "" + event.setbacks().size())));
  }

  @Override
  public void finished(TrainingEvent.Finished event) {
    takeSteps();
    flush();
    MlflowRun begun = run().orElseThrow();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(PREFIX + "epoch", "" + event.keptEpoch());
    tags.put(PREFIX + "sha256", event.model().sha256());
    begun.logTags(tags);
    begun.end(Status.FINISHED); // whatever becomes of the files
    new ModelUpload(server, requests, begun).upload(event.model());
  }

  @Override
  public void failed(TrainingEvent.Failed event) {
    takeSteps();
    flush();
    run()
        .ifPresent(
            begun -> {
              String failure = String.valueOf(event.failure().getMessage());
              begun.logTags(Map.of(PREFIX + "failure", EntityText.value(failure)));
              begun.end(Status.FAILED);
            });
  }
}
