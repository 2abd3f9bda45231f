package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;

/** What {@code kindling train --tensorboard} leaves. */
final class TensorBoardRunTest {
  @TempDir private Path folder;

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.sorted().toList();
    }
  }

  private static List<Event> events(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] data = new byte[Math.toIntExact(in.getLong())];
      in.getInt();
      in.get(data);
      in.getInt();
      events.add(Event.parseFrom(data));
    }
    return events;
  }

  private static List<Long> steps(Path file, String tag) throws IOException {
    return events(file).stream()
        .filter(
            event ->
                event.getSummary().getValueList().stream()
                    .anyMatch(value -> value.getTag().equals(tag)))
        .map(Event::getStep)
        .toList();
  }

  @Test
  void aTrainingThatGoesOnDoesSoInAnotherFileBesideThatOfBefore() throws IOException {
    String config = TinyRun.write(folder).toString();
    String run = folder.resolve("run").toString();
    Path place = folder.resolve("run/tensorboard");
    Outcome first =
        Outcome.of("train", config, "--master", "local[2]", "--output", run, "--tensorboard");
    assertEquals(0, first.status(), first::toString);
    assertTrue(first.out().contains("For TensorBoard: tensorboard --logdir " + place));
    assertEquals(List.of(4L, 8L), steps(files(place).get(0), "accuracy/validation"));
    Outcome second =
        Outcome.of(
            "train",
            config,
            "--master",
            "local[2]",
            "--output",
            run,
            "--tensorboard",
            "--resume",
            "--set",
            "training.epochs=3");
    assertEquals(0, second.status(), second::toString);
    assertEquals(2, files(place).size());
    Path later = files(place).get(1);
    assertEquals(List.of(9L, 10L, 11L, 12L), steps(later, "loss/train"));
    assertEquals(SessionLog.SessionStatus.START, events(later).get(1).getSessionLog().getStatus());
    assertEquals(9, events(later).get(1).getStep());
  }

  @Test
  void aPlaceWhereNothingCanBeWrittenIsRefusedBeforeTraining() throws IOException {
    String config = TinyRun.write(folder).toString();
    Outcome outcome =
        Outcome.of(
            "train",
            config,
            "--master",
            "local[2]",
            "--output",
            folder.resolve("none").toString(),
            "--tensorboard=" + config);
    assertEquals(
        List.of("kindling: %s: found a file, expected a folder".formatted(config)), outcome.err());
    assertEquals(2, outcome.status());
    assertTrue(Files.notExists(folder.resolve("none")));
  }
}
