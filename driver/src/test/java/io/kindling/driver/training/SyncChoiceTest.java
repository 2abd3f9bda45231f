package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.LocalSteps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many local steps are chosen. */
final class SyncChoiceTest {
  private static final int BATCHES = 400;

  @ParameterizedTest
  @CsvSource({"0.010, 0.001, 90", "0.020, 0.010, 18", "0.100, 0.5, 2", "0.011, 0.050, 2"})
  void synchronizingCostsAtMostATenth(double cost, double step, int steps) {
    assertEquals(new LocalSteps(steps), SyncChoice.choose(cost, step, BATCHES));
    assertEquals(true, cost / (cost + steps * step) <= 0.1, "a tenth");
    assertEquals(true, cost / (cost + (steps - 1) * step) > 0.1, "no more steps than needed");
  }

  @Test
  void longStepsAreSynchronizedEachTime() {
    assertEquals(new EveryStep(), SyncChoice.choose(0.05, 0.5, BATCHES));
  }

  @Test
  void roundsEndWithTheEpoch() {
    assertEquals(new LocalSteps(BATCHES), SyncChoice.choose(1, 0.001, BATCHES));
  }
}
