package io.kindling.submit.output;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.model.WriteException;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.Setback;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.submit.fixture.Events;
import io.kindling.submit.fixture.LimitedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of {@code history.jsonl}. */
final class HistoryWriterTest {
  private static final String FIRST =
      "{\"epoch\":1,\"step\":10,\"train_loss\":0.5,\"learning_rate\":0.1,\"seconds\":1.25,"
          + "\"samples_per_second\":51234.5}";
  private static final String SECOND =
      "{\"epoch\":2,\"step\":20,\"train_loss\":0.25,\"validation\":{\"loss\":0.75,"
          + "\"accuracy\":0.5},\"learning_rate\":0.1,\"seconds\":1.25,"
          + "\"samples_per_second\":51234.5}";

  private static final String LOST_A =
      "{\"time\":\"1970-01-01T00:00:00Z\",\"kind\":\"executor_lost\",\"what\":\"a\"}";

  @TempDir private Path folder;

  @Test
  void anEpochIsALine() throws IOException {
    write(Events.epoch(1, Optional.empty()));
    assertEquals(List.of(FIRST), lines());
  }

  @Test
  void validationStandsInTheLineOfItsEpoch() throws IOException {
    write(Events.epoch(2, Optional.of(validation(0.75))));
    assertEquals(List.of(SECOND), lines());
  }

  @Test
  void localStepsStandInEachLine() throws IOException {
    write(
        Events.started(Events.SPEC, new LocalSteps(12), List.of(), List.of()),
        Events.epoch(1, Optional.empty()));
    assertEquals(
        List.of(
            FIRST.replace(
                "\"seconds\"",
                "\"sync\":{\"local_steps\":{\"steps\":12,\"outer\":{\"sgd\":{\"learning_rate\":1.0,"
                    + "\"weight_decay\":0.0}},\"inner_state\":\"average\"}},\"seconds\"")),
        lines());
  }

  @Test
  void setbacksStandInTheLineOfTheirEpoch() throws IOException {
    write(Events.epochAfter(new Setback(1, 7, 0.1)));
    assertEquals(
        List.of(
            FIRST.replace(
                "\"seconds\"",
                "\"setbacks\":[{\"epoch\":1,\"step\":7,\"learning_rate_factor\":0.1}],"
                    + "\"seconds\"")),
        lines());
  }

  @Test
  void whatHappenedBesideTheStepsStandsInTheLineOfTheEpochThatEndsThen() throws IOException {
    Incident lost =
        new Incident(Instant.EPOCH, Incident.Kind.EXECUTOR_LOST, "executor 3 went: a reason");
    write(
        new TrainingEvent.Noted(lost),
        Events.epoch(1, Optional.empty()),
        Events.epoch(2, Optional.of(validation(0.75))));
    assertEquals(
        List.of(
            FIRST.replace(
                "\"seconds\"",
                "\"events\":[{\"time\":\"1970-01-01T00:00:00Z\",\"kind\":\"executor_lost\","
                    + "\"what\":\"executor 3 went: a reason\"}],\"seconds\""),
            SECOND),
        lines());
  }

  @Test
  void whatGoesWrongStandsThereBeforeItsEpochIsOver() throws IOException {
    write(Events.epoch(1, Optional.empty()), noted(Incident.Kind.EXECUTOR_LOST, "a"));
    assertEquals(List.of(FIRST, "{\"epoch\":2,\"events\":[" + LOST_A + "]}"), lines());
  }

  @Test
  void checkpointsWaitForTheEndOfTheirEpoch() {
    write(noted(Incident.Kind.CHECKPOINT, "a"));
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void whatHappenedInStepsThatAreTakenAgainIsNotLost() throws IOException {
    write(
        Events.epoch(1, Optional.empty()),
        noted(Incident.Kind.EXECUTOR_LOST, "a"),
        Events.epoch(2, Optional.of(validation(0.75))),
        noted(Incident.Kind.EXECUTOR_LOST, "b"));
    write(Events.resumedAfter(1), Events.epoch(2, Optional.of(validation(0.75))));
    String events = "\"events\":[%s,%s],".formatted(LOST_A, LOST_A.replace("\"a\"", "\"b\""));
    assertEquals(List.of(FIRST, SECOND.replace("\"seconds\"", events + "\"seconds\"")), lines());
  }

  @Test
  void aDamagedLineOfAnEpochThatIsTakenAgainIsWrittenAnew() throws IOException {
    write(Events.epoch(1, Optional.empty()));
    Files.writeString(folder.resolve("run/history.jsonl"), FIRST + "\n{\"epoch\":2,\"st");
    write(Events.resumedAfter(1), Events.epoch(2, Optional.of(validation(0.75))));
    assertEquals(List.of(FIRST, SECOND), lines());
  }

  @Test
  void anEventThatCannotBeWrittenAtOnceEndsNothing() {
    HistoryWriter writer =
        new HistoryWriter(
            new RunFolder("limited:" + folder.resolve("run"), LimitedDisk.configuration(0)));
    assertDoesNotThrow(() -> writer.on(noted(Incident.Kind.CHECKPOINT_FAILED, "disk full")));
    assertThrows(WriteException.class, () -> writer.on(Events.epoch(1, Optional.empty())));
  }

  @Test
  void everyEpochAddsALine() throws IOException {
    write(Events.epoch(1, Optional.empty()), Events.epoch(2, Optional.of(validation(0.75))));
    assertEquals(List.of(FIRST, SECOND), lines());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsUndefinedIsNamedAndNull(double undefined) throws IOException {
    write(Events.epoch(2, Optional.of(validation(undefined))));
    assertEquals(List.of(SECOND.replace("\"loss\":0.75", "\"loss\":null")), lines());
  }

  @Test
  void nothingIsWrittenBeforeTheFirstEpochIsDone() {
    write(Events.step(1, 1, 0.5));
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void nothingLiesBesideTheHistory() throws IOException {
    write(Events.epoch(1, Optional.empty()), Events.epoch(2, Optional.empty()));
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      assertEquals(List.of(folder.resolve("run/history.jsonl")), files.toList());
    }
  }

  private void write(TrainingEvent... events) {
    HistoryWriter writer =
        new HistoryWriter(new RunFolder(folder.resolve("run").toString(), new Configuration()));
    for (TrainingEvent event : events) {
      writer.on(event);
    }
  }

  private static TrainingEvent noted(Incident.Kind kind, String what) {
    return new TrainingEvent.Noted(new Incident(Instant.EPOCH, kind, what));
  }

  private static Map<String, Double> validation(double loss) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", loss);
    values.put("accuracy", 0.5);
    return values;
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("run/history.jsonl"));
  }
}
