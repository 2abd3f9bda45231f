package io.kindling.kernels.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One value among many that is not finite is found, wherever it stands. */
final class FiniteCheckTest {
  private static final int LENGTH = 1300;

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void anyPlaceIsLookedAt(float bad) {
    float[] values = new float[LENGTH];
    for (int place = 0; place < LENGTH; place++) {
      values[place] = bad;
      assertFalse(FiniteCheck.areFinite(values, 0, LENGTH), "at " + place);
      assertFalse(FiniteCheck.areFinite(values, place, place + 1), "at " + place);
      assertEquals(place, FiniteCheck.first(values, 0, LENGTH));
      values[place] = 1;
    }
  }

  @Test
  void anythingElseIsFinite() {
    float[] values = new float[LENGTH];
    Arrays.fill(values, -Float.MAX_VALUE);
    values[3] = Float.MAX_VALUE;
    values[4] = -0f;
    values[5] = Float.MIN_VALUE;
    assertTrue(FiniteCheck.areFinite(values, 0, LENGTH));
    assertEquals(-1, FiniteCheck.first(values, 0, LENGTH));
  }

  @Test
  void onlyTheGivenRangesCount() {
    float[] values = new float[LENGTH];
    Arrays.fill(values, Float.NaN);
    Arrays.fill(values, 10, 700, 1f);
    Arrays.fill(values, 800, 803, 1f);
    assertTrue(FiniteCheck.areFinite(values, 10, 700));
    assertTrue(FiniteCheck.areFinite(values, 800, 803));
    assertTrue(FiniteCheck.areFinite(values, 900, 900));
    assertEquals(-1, FiniteCheck.first(values, 10, 700));
    assertFalse(FiniteCheck.areFinite(values, 9, 700));
    assertFalse(FiniteCheck.areFinite(values, 10, 701));
    assertFalse(FiniteCheck.areFinite(values, 799, 803));
  }
}
