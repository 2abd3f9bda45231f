package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a budget is declared, and when it is spent. */
final class TrainingBudgetTest {
  private static final String PLACE = "run.yaml:3: training.budget";

  private static TrainingBudget read(Map<String, Object> plain) {
    return TrainingBudget.read(Setting.of(PLACE, plain));
  }

  private static String error(Map<String, Object> plain) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> read(plain)).getMessage());
  }

  @Test
  void eachUnitIsRead() {
    assertEquals(TrainingBudget.minutes(0.5), read(Map.of("minutes", 0.5)));
    assertEquals(TrainingBudget.steps(500), read(Map.of("steps", 500)));
    assertEquals(TrainingBudget.epochs(3), read(Map.of("epochs", 3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minutes | 0    | .minutes: A budget's minutes must be above 0, got 0
          minutes | -1.5 | .minutes: A budget's minutes must be above 0, got -1.5
          steps   | 0.5  | .steps: A budget's steps must be a whole number, got 0.5
          hours   | 1    | .hours: found unknown key 'hours', expected one of: epochs, minutes, steps
          """)
  void whatIsNoBudgetIsRefused(String unit, double most, String error) {
    assertEquals(PLACE + error, error(Map.of(unit, most)));
  }

  @Test
  void oneUnitMustBeGiven() {
    assertEquals(
        PLACE + ": found nothing, expected one of minutes, steps, epochs", error(Map.of()));
    assertEquals(
        PLACE + ": found minutes and steps, expected one of minutes, steps, epochs",
        error(Map.of("minutes", 1, "steps", 2)));
  }

  @Test
  void itIsToldAsPeopleSayIt() {
    assertEquals("1.5 minutes", TrainingBudget.minutes(1.5).toString());
    assertEquals("1 minute", TrainingBudget.minutes(1).toString());
    assertEquals("1,500 steps", TrainingBudget.steps(1500).toString());
    assertEquals("1 epoch", TrainingBudget.epochs(1).toString());
  }

  @Test
  void timeIsSpentOnceItHasPassed() {
    AtomicLong nanos = new AtomicLong(-5); // a clock may start anywhere
    BudgetMeter meter = new BudgetMeter(Optional.of(TrainingBudget.minutes(1.5)), nanos::get);
    nanos.addAndGet(Duration.ofSeconds(90).toNanos() - 1);
    assertFalse(meter.isSpent());
    nanos.incrementAndGet();
    assertTrue(meter.isSpent());
  }

  @Test
  void stepsAndEpochsAreCounted() {
    BudgetMeter steps = new BudgetMeter(Optional.of(TrainingBudget.steps(5)));
    steps.addSteps(3);
    assertFalse(steps.isSpent());
    steps.addSteps(3);
    assertTrue(steps.isSpent());
    BudgetMeter epochs = new BudgetMeter(Optional.of(TrainingBudget.epochs(1)));
    epochs.addSteps(100);
    assertFalse(epochs.isSpent());
    epochs.addEpoch();
    assertTrue(epochs.isSpent());
  }

  @Test
  void withoutABudgetNothingIsSpent() {
    BudgetMeter meter = new BudgetMeter(Optional.empty());
    meter.addSteps(1_000_000);
    meter.addEpoch();
    assertFalse(meter.isSpent());
  }
}
