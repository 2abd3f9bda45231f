package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.insight.LayerDetails;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.Setback;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingHandler;
import io.kindling.submit.console.StepAdvice;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records a training as it goes. What it has recorded so far can be asked for at any time by the
 * thread that tells it events.
 */
public final class RunRecorder implements TrainingHandler {
  /** The form of records; those of another are refused. */
  public static final int FORMAT = 1;

  private final ObjectNode record = Json.object();
  private final EpochTimes times = new EpochTimes();
  private final long startNanos = System.nanoTime();
  private StepSeries steps = new StepSeries();
  private double earlierSeconds;
  private @Nullable ErrorsRecord errors;
  private Optional<Supplier<ObjectNode>> newErrors = Optional.empty(); // until they are asked for
  private Optional<StepTimes> lastTimes = Optional.empty(); // of an epoch
  private long step;
  private String how = "";
  private final int cores;
  private @Nullable SyncPolicy sync;

  /**
   * A record of a training that has not started.
   *
   * @param name what people call it
   * @param config by which it was declared, as {@code ConfigSource} writes it
   * @param cores that it has
   * @param before the record of the same training so far, if it goes on
   */
  public RunRecorder(String name, Object config, int cores, Optional<? extends JsonNode> before) {
    this.cores = cores;
    record.put("format", FORMAT);
    record.put("kind", "run");
    record.put("name", name);
    record.put("state", "running");
    record.put("started", Instant.now().toString());
    record.set("config", Json.MAPPER.valueToTree(config));
    record.putArray("epochs");
    record.putArray("warnings");
    record.putArray("events");
    before.ifPresent(this::goOn);
  }

  private void goOn(JsonNode earlier) {
    record.set("started", earlier.path("started"));
    earlierSeconds = earlier.path("seconds").asDouble(0);
    steps = StepSeries.read(earlier.path("steps"));
    earlier.path("events").forEach(record.withArray("events")::add);
    earlier.path("epochs").forEach(record.withArray("epochs")::add);
    record.set("errors", earlier.path("errors"));
    record.set("kept_epoch", earlier.path("kept_epoch"));
  }

  @Override
  public Set<Detail> details() {
    return Set.of(Detail.DATA, Detail.ERRORS, Detail.UNITS, Detail.NORMS);
  }

  @Override
  public void started(TrainingEvent.Started event) {
    sync = event.sync();
    record.setAll(PlanRecord.of(event));
    record.set("environment", PlanRecord.environment(event));
    PlanRecord.warnings(event).forEach(record.withArray("warnings")::add);
    event
        .data()
        .ifPresent(
            data -> {
              record.set("data", DataRecord.of(event.plan(), data));
              errors =
                  new ErrorsRecord(event.spec().loss().task(), event.plan().model().input(), data);
            });
    backTo(
        event.resumed().map(resumed -> resumed.position().epochs()).orElse(0),
        event.resumed().map(TrainingEvent.Resumed::steps).orElse(0L));
    event
        .resumed()
        .ifPresent(resumed -> resumed.differences().forEach(record.withArray("warnings")::add));
  }

  private void backTo(int epochs, long step) {
    ArrayNode ended = record.withArray("epochs");
    while (ended.size() > epochs) {
      ended.remove(ended.size() - 1);
    }
    ended.forEach(epoch -> BestEpochRecord.note(epoch, record));
    steps.backTo(step);
  }

  @Override
  public void stepCompleted(TrainingEvent.StepCompleted event) {
    steps.add(event.step(), event.loss(), event.learningRate(), event.rows(), event.seconds());
    times.add(event.times());
    step = event.step(); // there are many: the record has the last one when it is asked for
    how = event.how();
  }

  @Override
  public void epochCompleted(TrainingEvent.EpochCompleted event) {
    ObjectNode epoch = record.withArray("epochs").addObject();
    epoch.put("epoch", event.epoch());
    epoch.put("step", event.step());
    epoch.set("train_loss", Json.number(event.trainLoss()));
    event
        .validation()
        .ifPresent(
            values -> {
              ObjectNode validation = epoch.putObject("validation");
              values.forEach((name, value) -> validation.set(name, Json.number(value)));
            });
    epoch.set("learning_rate", Json.number(event.learningRate()));
    epoch.set("seconds", Json.number(event.seconds()));
    epoch.set("samples_per_second", Json.number(event.samplesPerSecond()));
    lastTimes = Optional.of(times.means());
    epoch.set("times", times.take());
    if (!event.setbacks().isEmpty()) {
      epoch.set(
          "setbacks",
          Json.MAPPER.valueToTree(event.setbacks().stream().map(Setback::write).toList()));
    }
    event.details().ifPresent(details -> add(event, details, epoch));
    step = event.step();
    BestEpochRecord.note(epoch, record);
  }

  private void adviseOnSpeed(StepTimes means) {
    if (sync != null) {
      record.set(
          "speed_advice",
          Json.texts(
              StepAdvice.of(
                  sync,
                  means,
                  record.path("shards").asInt(),
                  cores,
                  record.path("steps_per_epoch").asInt())));
    }
  }

  private void add(TrainingEvent.EpochCompleted event, EpochDetails details, ObjectNode epoch) {
    ArrayNode layers = epoch.putArray("layers");
    for (LayerDetails layer : details.layers()) {
      ObjectNode node = layers.addObject();
      node.put("position", layer.position());
      node.set("weight_norm", Json.number(layer.weightNorm()));
      node.set("gradient_norm", Json.number(layer.gradientNorm()));
    }
    ObjectNode silent = epoch.putObject("silent_units");
    details.silentUnits().forEach((layer, share) -> silent.set(layer, Json.number(share)));
    boolean kept = event.last().isEmpty(); // the model is that of this epoch
    if (kept) {
      record.put("kept_epoch", event.epoch());
      addErrors(event.epoch(), details);
    }
  }

  private void addErrors(int epoch, EpochDetails details) {
    if (errors != null && details.hasErrors()) {
      ErrorsRecord maker = errors;
      newErrors = Optional.of(() -> maker.of(epoch, details));
    }
  }

  @Override
  public void rolledBack(TrainingEvent.RolledBack event) {
    int count = event.setbacks().size();
    record
        .withArray("warnings")
        .add(
            "Training diverged: %s; it went back to where epoch %s began, with %s of the learning rate"
                .formatted(
                    event.reason().what(),
                    event.position().epochs() + 1,
                    event.setbacks().get(count - 1).factor()));
    times.take();
    steps.backTo(record.path("epochs").path(event.position().epochs() - 1).path("step").asLong());
  }

  @Override
  public void noted(TrainingEvent.Noted event) {
    ArrayNode events = record.withArray("events");
    events.add(Json.MAPPER.<JsonNode>valueToTree(event.incident().write()));
    if (events.size() > Incident.MOST_KEPT) {
      events.remove(0);
    }
  }

  @Override
  public void finished(TrainingEvent.Finished event) {
    record.put("state", state(event.end()));
    record.put("kept_epoch", event.keptEpoch());
    event.details().ifPresent(details -> addErrors(event.keptEpoch(), details));
    record.put("sha256", event.model().sha256());
    event.warnings().forEach(record.withArray("warnings")::add);
  }

  private static String state(TrainingEnd end) {
    return switch (end) {
      case FINISHED, DROPPED, DIVERGED -> "finished";
      case STOPPED -> "stopped";
      case SPENT -> "spent";
    };
  }

  @Override
  public void failed(TrainingEvent.Failed event) {
    record.put("state", "failed");
    Throwable failure = event.failure();
    record.put("failure", failure.getMessage() == null ? failure.toString() : failure.getMessage());
  }

  /** A signal ended it. */
  public void interrupted() {
    if (record.path("state").asText().equals("running")) {
      record.put("state", "interrupted");
    }
  }

  /** What is recorded so far; not a copy. */
  public ObjectNode record() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    record.set("seconds", Json.number(earlierSeconds + seconds));
    record.put("updated", Instant.now().toString());
    newErrors.ifPresent(made -> record.set("errors", made.get()));
    newErrors = Optional.empty();
    lastTimes.ifPresent(this::adviseOnSpeed);
    if (!how.isEmpty()) {
      record.put("how", how);
    }
    if (step > 0) {
      record.put("step", step);
    }
    record.set("steps", steps.write());
    return record;
  }
}
