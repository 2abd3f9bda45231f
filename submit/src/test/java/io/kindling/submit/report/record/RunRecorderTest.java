package io.kindling.submit.report.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.predictor.model.Provenance;
import io.kindling.submit.fixture.Events;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of events. */
final class RunRecorderTest {
  private static RunRecorder recorder(Optional<JsonNode> before) {
    return new RunRecorder("made up", Map.of("file", "a.yaml"), 2, before);
  }

  private static TrainingEvent.Started started(Optional<TrainingEvent.Resumed> resumed) {
    return new TrainingEvent.Started(
        Events.plan(Events.SPEC, 10, List.of("labels far from 1")),
        new EveryStep(),
        List.of(),
        new Provenance(Map.of("spark", "4.1.0")),
        resumed,
        Optional.empty());
  }

  /** Three epochs of ten steps, of which the second is the best. */
  private static RunRecorder afterThreeEpochs() {
    RunRecorder recorder = recorder(Optional.empty());
    recorder.on(started(Optional.empty()));
    double[] losses = {0.5, 0.25, 0.375};
    for (int epoch = 1; epoch <= losses.length; epoch++) {
      for (int step = 1; step <= 10; step++) {
        recorder.on(Events.step(epoch, step, 1.0 / step));
      }
      recorder.on(Events.epoch(epoch, Optional.of(Map.of("loss", losses[epoch - 1]))));
    }
    return recorder;
  }

  @Test
  void epochsStepsAndTheBestAreRecorded() {
    JsonNode record = afterThreeEpochs().record();
    assertEquals("running", record.path("state").asText());
    assertEquals(3, record.path("epochs").size());
    assertEquals(30, record.path("steps").path("step").size());
    assertEquals(2, record.path("best_epoch").asInt());
    assertEquals("[\"labels far from 1\"]", record.path("warnings").toString());
    JsonNode times = record.path("epochs").path(0).path("times");
    assertEquals(10, times.path("steps").asInt());
    assertEquals(0.19, times.path("compute").asDouble(), 1e-9);
  }

  @Test
  void theEndIsRecordedWithTheModelsChecksum() {
    RunRecorder recorder = afterThreeEpochs();
    recorder.on(Events.finished(3, 2, TrainingEnd.STOPPED));
    JsonNode record = recorder.record();
    assertEquals("stopped", record.path("state").asText());
    assertEquals(2, record.path("kept_epoch").asInt());
    assertEquals(Events.model().sha256(), record.path("sha256").asText());
  }

  @Test
  void theLastIncidentsAreRecordedAlsoThoseOfBefore() {
    RunRecorder earlier = afterThreeEpochs();
    for (int i = 0; i <= Incident.MOST_KEPT; i++) {
      earlier.on(noted("checkpoint " + i));
    }
    RunRecorder recorder = recorder(Optional.of(earlier.record()));
    recorder.on(noted("the last"));
    JsonNode events = recorder.record().path("events");
    assertEquals(Incident.MOST_KEPT, events.size());
    assertEquals("checkpoint 2", events.path(0).path("what").asText());
    JsonNode last = events.path(Incident.MOST_KEPT - 1);
    assertEquals("checkpoint", last.path("kind").asText());
    assertEquals("the last", last.path("what").asText());
  }

  private static TrainingEvent noted(String what) {
    return new TrainingEvent.Noted(Incident.of(Incident.Kind.CHECKPOINT, what));
  }

  @Test
  void aFailureIsRecordedWithItsReason() {
    RunRecorder recorder = afterThreeEpochs();
    recorder.on(
        new TrainingEvent.Failed(new IllegalStateException("no executor"), Optional.empty()));
    recorder.interrupted();
    assertEquals("failed", recorder.record().path("state").asText());
    assertEquals("no executor", recorder.record().path("failure").asText());
  }

  @Test
  void aTrainingThatGoesOnIsRecordedBehindWhatIsStillTrueOfIt() {
    JsonNode before = afterThreeEpochs().record().deepCopy();
    RunRecorder recorder = recorder(Optional.of(before));
    recorder.on(
        started(
            Optional.of(
                new TrainingEvent.Resumed(
                    new TrainingPosition(1, 4, 0), 14, List.of("another machine")))));
    JsonNode record = recorder.record();
    assertEquals(1, record.path("epochs").size());
    assertEquals(1, record.path("best_epoch").asInt());
    assertEquals(14, record.path("steps").path("step").size());
    assertEquals(before.path("started"), record.path("started"));
    assertTrue(record.path("seconds").asDouble() >= before.path("seconds").asDouble());

    recorder.on(Events.step(2, 5, 0.5));
    recorder.on(Events.epoch(2, Optional.of(Map.of("loss", 0.1))));
    assertEquals(2, recorder.record().path("best_epoch").asInt());
    assertEquals(15, recorder.record().path("steps").path("step").size());
  }

  @Test
  void aRecordOfSomethingElseIsNoObstacle() {
    RunRecorder recorder = recorder(Optional.of(Json.object().put("epochs", "many")));
    recorder.on(started(Optional.empty()));
    assertEquals(0, recorder.record().path("epochs").size());
  }
}
