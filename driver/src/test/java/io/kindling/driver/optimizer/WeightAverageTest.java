package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightAverageTest {
  @Test
  void itStartsAtTheFirstParameters() {
    assertArrayEquals(new float[] {1, 2}, new WeightAverage(0.9, new float[] {1, 2}).value());
  }

  @Test
  void earlyItForgetsFasterThanItsDecay() {
    WeightAverage average = new WeightAverage(0.9, new float[] {0});
    average.update(new float[] {11});
    assertEquals(11 * (1 - 2.0 / 11), average.value()[0], 1e-5);
  }

  @Test
  void lateItForgetsByItsDecay() {
    WeightAverage average = new WeightAverage(0.5, new float[] {0});
    for (int step = 0; step < 100; step++) {
      average.update(new float[] {8});
    }
    average.update(new float[] {0});
    assertEquals(4, average.value()[0], 1e-5);
  }

  @Test
  void theParametersThemselvesStay() {
    float[] theta = {3};
    WeightAverage average = new WeightAverage(0.5, theta);
    average.update(theta);
    average.value()[0] = 100;
    assertEquals(3, theta[0]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void theDecayMustBeAShare(double decay) {
    assertThrows(IllegalArgumentException.class, () -> new WeightAverage(decay, new float[1]));
  }
}
