package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules may be anybody's, so their rates are looked at. */
final class LearningTest {
  private record Wild(double value) implements Schedule {
    @Override
    public double rate(long step, List<Double> losses) {
      return value;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.1})
  void aRateThatNoOptimizerCanTakeIsRefused(double rate) {
    assertEquals(
        "learning rate schedule %s: found a rate of %s at step 7, expected a finite number of at"
                .formatted(Wild.class.getName(), rate)
            + " least 0",
        assertThrows(InvalidInputException.class, () -> Learning.rate(new Wild(rate), 7, List.of()))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void anyOtherRateIsTaken(double rate) {
    assertEquals(rate, Learning.rate(new Wild(rate), 7, List.of()));
  }
}
