package io.kindling.kernels.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneSumsTest {
  // Powers of two, so that a value that is left out or counted twice shows, and no sum rounds.
  private static final float[] POWERS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void everyValueOfTheRangeCountsOnce(int length) {
    int to = 1 + length;
    double sum = 0;
    double squares = 0;
    double deviations = 0;
    double products = 0;
    for (int i = 1; i < to; i++) {
      sum += POWERS[i];
      deviations += POWERS[i] - 3;
      squares += (POWERS[i] - 3) * (POWERS[i] - 3);
      products += POWERS[i] * (POWERS[i] - 3);
    }

    assertEquals(sum, LaneSums.sum(POWERS, 1, to));
    assertEquals(sum, LaneSums.sum(widen(POWERS), 1, to));
    assertEquals(deviations, LaneSums.deviations(POWERS, 3, 1, to));
    assertEquals(squares, LaneSums.squaredDeviations(POWERS, 3, 1, to));
    assertEquals(products, LaneSums.productsWithDeviations(POWERS, POWERS, 3, 1, to));
    assertEquals(squares + 6 * deviations + 9 * length, LaneSums.products(POWERS, POWERS, 1, to));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void theLargestIsFoundWhereverItStands(int place) {
    float[] values = new float[11];
    values[0] = 7;
    values[10] = 7;
    values[place] = 5;

    assertEquals(5, LaneSums.largest(values, 1, 10));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9})
  void whatStandsOutsideTheRangeIsNotTheLargest(int length) {
    float[] values = new float[16];
    Arrays.fill(values, 7);
    Arrays.fill(values, 2, 2 + length, -5);

    assertEquals(-5, LaneSums.largest(values, 2, 2 + length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 8})
  void whatIsNotANumberIsTheLargest(int place) {
    float[] values = new float[9];
    values[place] = Float.NaN;

    assertEquals(Float.NaN, LaneSums.largest(values, 0, 9));
  }

  @Test
  void theLanesAreAddedInPairs() {
    double tiny = 0x1p-53;
    // (1 + tiny) loses tiny, and so does 1 + tiny again; from right to left nothing would be lost.
    assertEquals(1, LaneSums.sum(new double[] {1, tiny, 0, tiny}, 0, 4));
    assertEquals(1 + 2 * tiny, LaneSums.sum(new double[] {0, 1, tiny, tiny}, 0, 4));
  }

  private static double[] widen(float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return widened;
  }
}
