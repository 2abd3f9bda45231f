package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.fixture.Eventually;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.Failed;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is heard on a thread of its own. */
final class BackgroundListenerTest {
  private final List<TrainingEvent> heard = Collections.synchronizedList(new ArrayList<>());

  @Test
  void eventsAreHeardInTheirOrderAndAllOfThemByTheEnd() {
    List<TrainingEvent> told = new ArrayList<>();
    BackgroundListener listener = new BackgroundListener("test", heard::add);
    for (int epoch = 1; epoch <= 20; epoch++) {
      for (int step = 1; step <= 10; step++) {
        told.add(step(epoch, step));
      }
      told.add(epoch(epoch));
    }
    told.add(failed());
    told.forEach(listener::on);
    assertEquals(told, heard);
  }

  @Test
  void aStepIsHeardThoughNothingComesBehindIt() {
    try (BackgroundListener listener = new BackgroundListener("test", heard::add)) {
      listener.on(epoch(1));
      Eventually.holds("the epoch is heard", () -> heard.size() == 1 && isIdle("kindling-test"));
      listener.on(step(2, 1));
      Eventually.holds("the step is heard", () -> heard.size() == 2);
    }
  }

  private static boolean isIdle(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(other -> other.getName().equals(thread))
        .allMatch(other -> other.getState().name().endsWith("WAITING"));
  }

  @Test
  void aListenerThatIsStuckHoldsNothingUpAndMissesNothingButSteps() {
    CountDownLatch stuck = new CountDownLatch(1);
    BackgroundListener listener =
        new BackgroundListener(
            "test",
            event -> {
              await(stuck);
              heard.add(event);
            });
    int steps = 3 * BackgroundListener.MOST_WAITING;
    for (int epoch = 1; epoch <= 5; epoch++) {
      for (int step = 1; step <= steps; step++) {
        listener.on(step(epoch, step));
      }
      listener.on(epoch(epoch));
    }
    stuck.countDown();
    listener.on(failed());

    assertEquals(
        List.of(1, 2, 3, 4, 5),
        heard.stream()
            .filter(EpochCompleted.class::isInstance)
            .map(event -> ((EpochCompleted) event).epoch())
            .toList());
    List<StepCompleted> kept =
        heard.stream()
            .filter(StepCompleted.class::isInstance)
            .map(StepCompleted.class::cast)
            .toList();
    assertTrue(kept.size() <= BackgroundListener.MOST_WAITING + 1, () -> "kept " + kept.size());
    assertEquals(
        IntStream.rangeClosed(steps - 99, steps).boxed().toList(),
        kept.subList(kept.size() - 100, kept.size()).stream()
            .map(StepCompleted::stepInEpoch)
            .toList());
    assertTrue(heard.get(heard.size() - 1) instanceof Failed);
  }

  @Test
  void aListenerThatFailsHearsNothingMoreAndTrainingGoesOn() {
    BackgroundListener listener =
        new BackgroundListener(
            "test",
            event -> {
              heard.add(event);
              throw new IllegalStateException("full disk");
            });
    listener.on(epoch(1));
    listener.on(epoch(2));
    listener.on(failed());
    assertEquals(1, heard.size());
  }

  @Test
  void nothingIsHeardAfterItIsClosed() {
    BackgroundListener listener = new BackgroundListener("test", heard::add);
    listener.on(epoch(1));
    listener.close();
    listener.on(epoch(2));
    assertEquals(1, heard.size());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static StepCompleted step(int epoch, int step) {
    return new StepCompleted(
        epoch,
        step,
        step,
        1,
        0,
        0,
        0,
        new StepTimes(0, 0, 0, 0, 0, 0),
        "",
        () -> fail("nobody is to ask for it"));
  }

  private static EpochCompleted epoch(int epoch) {
    return new EpochCompleted(
        epoch,
        epoch,
        0,
        Optional.empty(),
        0,
        0,
        0,
        () -> fail("nobody is to ask for it"),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        () -> fail("nobody is to ask for it"));
  }

  private static Failed failed() {
    return new Failed(new IllegalStateException("lost"), Optional.empty());
  }
}
