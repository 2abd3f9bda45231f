package io.kindling.kernels.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistics of fixed draws: bounds are four standard deviations of what is estimated. */
class InitializerTest {
  private static final int UNITS = 300;
  private static final int INPUTS = 200;
  private static final int N = UNITS * INPUTS;
  private static final long KEY = 17;

  /** Initializer, variance, kurtosis (3 for normal, 9/5 for uniform), largest value. */
  static Stream<Arguments> random() {
    double sum = INPUTS + UNITS;
    return Stream.of(
        Arguments.of(new Normal(0.3), 0.09, 3, Double.POSITIVE_INFINITY),
        Arguments.of(new Uniform(0.3), 0.03, 1.8, 0.3),
        Arguments.of(new FanInUniform(), 1.0 / (3 * INPUTS), 1.8, 1 / Math.sqrt(INPUTS)),
        Arguments.of(new LecunNormal(), 1.0 / INPUTS, 3, Double.POSITIVE_INFINITY),
        Arguments.of(new GlorotUniform(), 2 / sum, 1.8, Math.sqrt(6 / sum)),
        Arguments.of(new GlorotNormal(), 2 / sum, 3, Double.POSITIVE_INFINITY),
        Arguments.of(new HeUniform(), 2.0 / INPUTS, 1.8, Math.sqrt(6.0 / INPUTS)),
        Arguments.of(new HeNormal(), 2.0 / INPUTS, 3, Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @MethodSource("random")
  void theMeanIsZero(Initializer initializer, double variance) {
    double mean = mean(filled(initializer, KEY), 1);

    assertEquals(0, mean, 4 * Math.sqrt(variance / N), "key " + KEY);
  }

  @ParameterizedTest
  @MethodSource("random")
  void theVarianceIsThatOfTheFormula(Initializer initializer, double variance, double kurtosis) {
    double found = mean(filled(initializer, KEY), 2);

    assertEquals(variance, found, 4 * variance * Math.sqrt((kurtosis - 1) / N), "key " + KEY);
  }

  @ParameterizedTest
  @MethodSource("random")
  void theFourthMomentTellsNormalFromUniform(
      Initializer initializer, double variance, double kurtosis) {
    float[] values = filled(initializer, KEY);
    double found = mean(values, 4) / Math.pow(mean(values, 2), 2);

    assertEquals(kurtosis, found, 0.1, "key " + KEY);
  }

  @ParameterizedTest
  @MethodSource("random")
  void noValueLeavesTheRange(
      Initializer initializer, double variance, double kurtosis, double limit) {
    for (float value : filled(initializer, KEY)) {
      assertTrue(Math.abs(value) <= (float) limit, () -> value + ", key " + KEY);
    }
  }

  @ParameterizedTest
  @MethodSource("random")
  void theSameKeyGivesTheSameValues(Initializer initializer) {
    assertArrayEquals(filled(initializer, KEY), filled(initializer, KEY));
  }

  @ParameterizedTest
  @MethodSource("random")
  void anotherKeyGivesOtherValues(Initializer initializer) {
    assertFalse(Arrays.equals(filled(initializer, KEY), filled(initializer, KEY + 1)));
  }

  @Test
  void zerosAreZero() {
    assertArrayEquals(new float[N], filled(new Zeros(), KEY));
  }

  @Test
  void aConstantIsTheSameEverywhere() {
    float[] expected = new float[N];
    Arrays.fill(expected, 0.1f);

    assertArrayEquals(expected, filled(new Constant(0.1), KEY));
  }

  @Test
  void aConstantMustBeFinite() {
    assertEquals(
        "Constant value must be finite, got NaN",
        assertThrows(IllegalArgumentException.class, () -> new Constant(Double.NaN)).getMessage());
  }

  @Test
  void onlyItsSliceIsFilled() {
    float[] parameters = new float[5];
    ParameterSlice slice =
        new ParameterSlice(
            "0.weight", ParameterKind.WEIGHT, 1, new Shape(List.of(1, 3)), new Constant(7), 3, 1);

    slice.initializer().fill(parameters, slice, KEY);

    assertArrayEquals(new float[] {0, 7, 7, 7, 0}, parameters);
  }

  private static float[] filled(Initializer initializer, long key) {
    float[] values = new float[N];
    ParameterSlice slice =
        new ParameterSlice(
            "0.weight",
            ParameterKind.WEIGHT,
            0,
            new Shape(List.of(UNITS, INPUTS)),
            initializer,
            INPUTS,
            UNITS);
    initializer.fill(values, slice, key);
    return values;
  }

  private static double mean(float[] values, int power) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }
}
