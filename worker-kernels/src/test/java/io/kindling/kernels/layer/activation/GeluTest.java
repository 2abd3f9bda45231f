package io.kindling.kernels.layer.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.math.VectorMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeluTest {
  /** x Φ(x) with Φ from tables of the normal distribution. */
  @ParameterizedTest
  @CsvSource({
    "-10, -7.619853e-23",
    "-5, -1.43325786e-6",
    "-1, -0.158655254",
    "-1e-30, -5e-31",
    "0, 0",
    "1, 0.841344746",
    "5, 4.99999857",
    "40, 40"
  })
  void itIsTheInputTimesTheNormalDistributionInTheTailsAsWell(float x, double expected) {
    float[] y = {x};

    new Gelu().apply(new VectorMath(), y, new float[1], 0, 1);

    assertEquals(expected, y[0], 1e-5 * Math.abs(expected));
  }

  @ParameterizedTest
  @CsvSource({"-1e-35, 0.5", "0, 0.5", "1e-35, 0.5", "-40, 0", "40, 1", "1, 1.08331547"})
  void theDerivativeIsDefinedEverywhere(float x, double expected) {
    float[] derivative = new float[1];

    new Gelu().apply(new VectorMath(), new float[] {x}, derivative, 0, 1);

    assertEquals(expected, derivative[0], 2e-7);
  }
}
