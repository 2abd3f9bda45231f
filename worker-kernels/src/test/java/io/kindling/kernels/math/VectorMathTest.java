package io.kindling.kernels.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VectorMathTest {
  /** Two hundred thousand values over all that are not cut off, and as many closely around 0. */
  private static final float[] SPREAD = spread();

  private final VectorMath math = new VectorMath();

  private interface OnRange {
    void apply(VectorMath math, float[] z, int from, int to);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        function("exp", 1.25, VectorMath::exp, Math::exp),
        function(
            "expm1 where negative",
            1,
            VectorMath::expm1WhereNegative,
            x -> x < 0 ? Math.expm1(x) : x),
        function("logistic", 2.5, VectorMath::logistic, VectorMathTest::logistic),
        function("tanh", 2.5, VectorMath::tanh, Math::tanh));
  }

  private static Arguments function(
      String name, double ulps, OnRange function, DoubleUnaryOperator expected) {
    return Arguments.of(name, ulps, function, expected);
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("functions")
  void resultsAreOffByAFewUlpAtMost(
      String name, double ulps, OnRange function, DoubleUnaryOperator expected) {
    float[] z = SPREAD.clone();

    function.apply(math, z, 0, z.length);

    for (int i = 0; i < z.length; i++) {
      double value = expected.applyAsDouble(SPREAD[i]);
      double off = Math.abs(z[i] - value) / Math.ulp((float) value);
      // Written so that NaN fails.
      assertTrue(off <= ulps, name + " at " + SPREAD[i] + " off by ulp " + off);
    }
  }

  @Test
  void inDoublePrecisionTheExponentialIsOffByAnUlpAtMost() {
    int count = 300_001;
    double[] z = new double[count];
    for (int i = 0; i < count; i++) {
      z[i] = i % 2 == 0 ? -708 + 1417.0 * i / count : Math.pow(2, 1 - 60.0 * i / count);
    }
    double[] powers = z.clone();

    math.exp(powers, 0, count);

    for (int i = 0; i < count; i++) {
      double value = Math.exp(z[i]); // itself off by less than an ulp
      assertTrue(Math.abs(powers[i] - value) <= 2 * Math.ulp(value), "e^" + z[i]);
    }
  }

  @Test
  void inDoublePrecisionItSaturatesAndPassesOnWhatIsNotANumber() {
    double[] z = {0, -1000, Double.NEGATIVE_INFINITY, 1000, Double.NaN, 1};

    math.exp(z, 0, 5);

    assertEquals(1, z[0]);
    assertEquals(0, z[1], 1e-300);
    assertEquals(0, z[2], 1e-300);
    assertEquals(Math.exp(709), z[3], 2 * Math.ulp(z[3]));
    assertEquals(Double.NaN, z[4]);
    assertEquals(1, z[5]);
  }

  @Test
  void nearOneTheyAreOffByNoMoreThanRounding() {
    for (float x = 4; x < 20; x += 0.01f) {
      float[] logistic = {x};
      float[] tanh = {x, -x};

      math.logistic(logistic, 0, 1);
      math.tanh(tanh, 0, 2);

      double ulp = Math.ulp(0.99f);
      assertEquals(logistic(x), logistic[0], 0.6 * ulp);
      assertEquals(Math.tanh(x), tanh[0], 0.6 * ulp);
      assertEquals(-tanh[0], tanh[1]);
    }
  }

  @Test
  void aValueIsTheSameWhereverItStands() {
    float[] together = SPREAD.clone();
    math.exp(together, 0, together.length);

    for (int i = 0; i < together.length; i += 997) {
      float[] alone = {1, SPREAD[i], 1};
      math.exp(alone, 1, 2);
      assertArrayEquals(new float[] {1, together[i], 1}, alone);
    }
  }

  @Test
  void farOutItSaturates() {
    float[] z = {-1000, Float.NEGATIVE_INFINITY, -87.1f, 88.1f, 1000, Float.POSITIVE_INFINITY};
    float highest = (float) Math.exp(88);

    math.exp(z, 0, z.length);

    assertArrayEquals(new float[] {0, 0, 0}, new float[] {z[0], z[1], z[2]});
    assertArrayEquals(
        new float[] {highest, highest, highest}, new float[] {z[3], z[4], z[5]}, Math.ulp(highest));
  }

  @Test
  void lessOneItSaturatesAtMinusOne() {
    float[] z = {-1000, Float.NEGATIVE_INFINITY, -87.1f};

    math.expm1WhereNegative(z, 0, z.length);

    assertArrayEquals(new float[] {-1, -1, -1}, z);
  }

  @Test
  void notANumberStaysNotANumber() {
    float[] z = {Float.NaN};
    float[] lessOne = {Float.NaN};

    math.exp(z, 0, 1);
    math.expm1WhereNegative(lessOne, 0, 1);

    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, new float[] {z[0], lessOne[0]});
  }

  @Test
  void aPositiveNumberIsToldFromOthersHoweverSmall() {
    float[] positive = {Float.MIN_VALUE, 1e-30f, 1, Float.MAX_VALUE, Float.POSITIVE_INFINITY};
    float[] others = {0, -0f, -Float.MIN_VALUE, -1, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY};
    for (float value : positive) {
      assertEquals(1, VectorMath.positive(value), value + " is positive");
    }
    for (float value : others) {
      assertEquals(0, VectorMath.positive(value), value + " is not positive");
    }
  }

  @Test
  void roomIsKeptUntilMoreIsAskedFor() {
    double[] room = math.room(100);

    assertTrue(room.length >= 100);
    assertSame(room, math.room(100));
    assertSame(room, math.room(7));
    assertTrue(math.room(101).length >= 101);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static float[] spread() {
    int count = 200_000;
    float[] values = new float[2 * count];
    for (int i = 0; i < count; i++) {
      values[i] = -86.9f + 174.8f * i / count;
      values[count + i] = (float) Math.pow(2, 1 - 40.0 * i / count) * (i % 2 == 0 ? 1 : -1);
    }
    return values;
  }
}
