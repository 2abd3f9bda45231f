package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.Layouts;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Setting;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Moments of weights whose gradient is 0 from some time on. */
final class DenormalsTest {
  private static final double SMALLEST_RATE = 1e-9;

  static Iterable<String> optimizers() {
    return Optimizer.CATALOGUE.names();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void momentsNeverBecomeDenormal(String name) {
    Optimizer optimizer = Optimizer.CATALOGUE.read(Setting.scalar("optimizer", name));
    ParameterLayout layout = Layouts.ofWeights(3);
    OptimizerState state = optimizer.initialState(layout);
    float[] theta = {0.5f, -0.5f, 0.25f};
    float[] gradient = {1e-3f, -1e-3f, 1f};
    for (int step = 0; step < 5000; step++) {
      state.nextStep();
      optimizer.step(theta, gradient, 0.001, state);
      Arrays.fill(gradient, 0f);
      for (int moment = 0; moment < optimizer.moments(); moment++) {
        for (float value : state.moment(moment)) {
          assertTrue(
              value == 0 || Math.abs(value) >= Float.MIN_NORMAL,
              name + ": " + value + " in " + step);
        }
      }
    }
  }

  @Test
  void whatCountsDoesNotChange() {
    for (float value = 1e-12f; value < 1e6f; value *= 1.37f) {
      assertEquals(value, Denormals.flush(value));
      assertEquals(-value, Denormals.flush(-value));
      assertEquals(value, Denormals.flushSquare(value));
    }
  }

  @Test
  void aDecayingMeanTimesALearningRateIsNotDenormal() {
    float mean = 1f;
    for (int step = 0; step < 5000; step++) {
      mean = Denormals.flush(0.9f * mean);
    }
    assertTrue(Math.abs(mean * SMALLEST_RATE) >= Float.MIN_NORMAL, "stuck at " + mean);
  }
}
