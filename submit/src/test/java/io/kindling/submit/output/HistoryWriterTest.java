package io.kindling.submit.output;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.Setback;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.fixture.Events;
import io.kindling.submit.fixture.LimitedDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

  private static final String THIRD =
      FIRST
          .replace("\"epoch\":1", "\"epoch\":3")
          .replace("\"step\":10", "\"step\":30")
          .replace("0.5", "0.16666666666666666");

  private static final String LOST_A =
      "{\"time\":\"1970-01-01T00:00:00Z\",\"kind\":\"executor_lost\",\"what\":\"a\"}";

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

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

  static Stream<Arguments> damagedLines() {
    return Stream.of(
        arguments(FIRST.substring(0, 40), ":1:41: found invalid JSON (it ends within a value)"),
        arguments("\0\0\0", ":1:2: found invalid JSON (Illegal character"),
        arguments("null", ":1:1: found 'null'"),
        arguments(FIRST + "{}", ":1:103: found something behind the end of the JSON"),
        arguments(FIRST.replace("0.5", "\0.5"), ":1:36: found invalid JSON ("),
        arguments(FIRST.replace("step", "epoch"), ":1:19: found invalid JSON (Duplicate field"),
        arguments(FIRST.replace("seconds", "second"), ":1: found no 'seconds'"),
        arguments(FIRST.replace("\"epoch\":1", "\"epoch\":0"), ":1: found 'epoch' 0"),
        arguments(FIRST.replace("1.25", "\"x\""), ":1: found 'seconds' x"),
        arguments(
            FIRST.replace("{", "{\"note\":\"\u00ff\","), ":1: found bytes that are not UTF-8"),
        arguments("x".repeat(1 << 21), ":1: found more than 1048576 bytes"));
  }

  @ParameterizedTest
  @MethodSource("damagedLines")
  void aDamagedLineIsLeftOutAndTold(String damaged, String told) throws IOException {
    assertGoesOn(damaged + "\n" + SECOND + "\n", told);
  }

  @Test
  void anEpochThatIsThereTwiceIsLeftOutAndTold() throws IOException {
    assertGoesOn(SECOND + "\n" + SECOND + "\n", ":2: found epoch 2 behind epoch 2");
  }

  @Test
  void whatALeftOutLineSaysOfEventsIsNotLost() throws IOException {
    write(
        Events.epoch(1, Optional.empty()),
        noted(Incident.Kind.EXECUTOR_LOST, "a")); // a line without its figures
    write(Events.resumedAfter(2), Events.epoch(3, Optional.empty()));
    assertEquals(
        List.of(FIRST, THIRD.replace("\"seconds\"", "\"events\":[" + LOST_A + "],\"seconds\"")),
        lines());
    assertEquals(1, warnings.size(), warnings::toString);
  }

  @Test
  void ofManyDamagedLinesTenAreToldOneByOne() throws IOException {
    history(("x\n".repeat(12) + SECOND + "\n").getBytes(StandardCharsets.UTF_8));
    write(Events.resumedAfter(2), Events.epoch(3, Optional.empty()));
    assertEquals(List.of(SECOND, THIRD), lines());
    assertEquals(11, warnings.size(), warnings::toString);
    assertEquals(
        folder.resolve("run/history.jsonl") + ": 2 more damaged lines are left out",
        warnings.get(10));
  }

  @Test
  void aHistoryLargerThanAnyIsReadNoFurtherThanThat() throws IOException {
    history((SECOND + "\n").getBytes(StandardCharsets.UTF_8));
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("run/history.jsonl").toFile(), "rw")) {
      file.setLength(1L << 33); // takes no room on the disk
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    write(Events.resumedAfter(2), Events.epoch(3, Optional.empty()));
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 16 << 20, () -> taken + " bytes");
    assertEquals(List.of(SECOND, THIRD), lines());
    assertEquals(
        List.of(
            folder.resolve("run/history.jsonl")
                + ": found more than 67108864 bytes, expected a history of at most so many; what is"
                + " in it from line 2 on is left out"),
        warnings);
  }

  @Test
  void aHistoryThatIsNotThereIsBegunAnewAndTold() throws IOException {
    write(Events.resumedAfter(2), Events.epoch(3, Optional.empty()));
    assertEquals(List.of(THIRD), lines());
    assertEquals(
        List.of(folder.resolve("run/history.jsonl") + " is not there: the history begins anew"),
        warnings);
  }

  @Test
  void aFolderInPlaceOfTheHistoryIsRefused() throws IOException {
    Path place = Files.createDirectories(folder.resolve("run/history.jsonl"));
    var refused = assertThrows(InvalidInputException.class, () -> write(Events.resumedAfter(2)));
    assertEquals(place + ": found a folder, expected a history", refused.getMessage());
  }

  /** Behind what is there: the line that was damaged is gone, all others are as they were. */
  private void assertGoesOn(String before, String told) throws IOException {
    history(before.getBytes(StandardCharsets.ISO_8859_1));
    write(Events.resumedAfter(2), Events.epoch(3, Optional.empty()));
    assertEquals(List.of(SECOND, THIRD), lines());
    assertEquals(1, warnings.size(), warnings::toString);
    String warning = warnings.get(0);
    assertTrue(warning.startsWith(folder.resolve("run/history.jsonl") + told), warning);
    assertTrue(
        warning.contains(", expected the line of an epoch")
            && warning.endsWith("; it is left out of the history"),
        warning);
    write(Events.resumedAfter(3), Events.epoch(4, Optional.empty()));
    assertEquals(1, warnings.size(), "it was told again");
  }

  private void history(byte[] content) throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.write(folder.resolve("run/history.jsonl"), content);
  }

  @Test
  void anEventThatCannotBeWrittenAtOnceEndsNothing() {
    HistoryWriter writer =
        new HistoryWriter(
            new RunFolder("limited:" + folder.resolve("run"), LimitedDisk.configuration(0)),
            warnings::add);
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
        new HistoryWriter(
            new RunFolder(folder.resolve("run").toString(), new Configuration()), warnings::add);
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
