package io.kindling.submit.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.TrainingEnd;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.predictor.model.Provenance;
import io.kindling.submit.fixture.Events;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a terminal shows during an epoch. */
final class StepBarTest {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final StepBar bar = new StepBar(new PrintStream(terminal, true, StandardCharsets.UTF_8));

  @Test
  void theBarNamesItsEpoch() {
    start(2);
    bar.on(Events.step(2, 1, 0.5));
    bar.close();
    assertTrue(shown().contains("epoch 2/3"), shown());
  }

  @Test
  void theBarCountsTheSteps() {
    start(4);
    bar.on(Events.step(1, 1, 0.5));
    bar.on(Events.step(1, 2, 0.5));
    bar.close();
    assertTrue(shown().contains("2/4"), shown());
  }

  @Test
  void theBarShowsTheLossOfTheLastStep() {
    start(4);
    bar.on(Events.step(1, 1, 0.5));
    bar.on(Events.step(1, 2, 0.125));
    bar.close();
    assertTrue(shown().contains("loss 0.1250"), shown());
  }

  @Test
  void theBarShowsTheSamplesPerSecond() {
    start(4);
    bar.on(Events.step(1, 1, 0.5));
    bar.close();
    assertTrue(shown().contains("256 samples/s"), shown());
  }

  @Test
  void theLastStepOfAnEpochTakesTheBarAway() {
    start(2);
    bar.on(Events.step(1, 1, 0.5));
    bar.on(Events.step(1, 2, 0.5));
    String shown = shown();
    bar.close();
    assertEquals(shown, shown());
  }

  @Test
  void anEndWithinAnEpochTakesTheBarAway() {
    start(2);
    bar.on(Events.step(1, 1, 0.5));
    bar.on(Events.finished(0, 0, TrainingEnd.SPENT, 1));
    String shown = shown();
    bar.close();
    assertEquals(shown, shown());
  }

  @Test
  void theNextEpochHasABarOfItsOwn() {
    start(1);
    bar.on(Events.step(1, 1, 0.5));
    bar.on(Events.step(2, 1, 0.5));
    int first = shown().indexOf("epoch 1/3");
    assertTrue(first >= 0, shown());
    assertTrue(first < shown().indexOf("epoch 2/3"), shown());
  }

  @Test
  void withoutStepsThereIsNothingToTakeAway() {
    bar.close();
    assertEquals("", shown());
  }

  private void start(int stepsPerEpoch) {
    bar.on(
        new TrainingEvent.Started(
            Events.plan(Events.SPEC, stepsPerEpoch, List.of()),
            Events.SPEC.sync(),
            List.of(),
            new Provenance(Map.of()),
            Optional.empty(),
            Optional.empty()));
  }

  private String shown() {
    return terminal.toString(StandardCharsets.UTF_8);
  }
}
