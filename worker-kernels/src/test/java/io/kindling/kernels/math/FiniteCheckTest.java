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
  private static final int LENGTH = 1300; // two blocks and a part of one

  private final FiniteCheck check = new FiniteCheck();

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void anyPlaceIsLookedAt(float bad) {
    float[] values = new float[LENGTH];
    for (int place = 0; place < LENGTH; place++) {
      values[place] = bad;
      check.add(values, 0, LENGTH);
      assertFalse(check.areFinite(), "at " + place);
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
    check.add(values, 0, LENGTH);
    assertTrue(check.areFinite());
    assertEquals(-1, FiniteCheck.first(values, 0, LENGTH));
  }

  @Test
  void onlyTheGivenRangesCount() {
    float[] values = new float[LENGTH];
    Arrays.fill(values, Float.NaN);
    Arrays.fill(values, 10, 700, 1f);
    Arrays.fill(values, 800, 803, 1f);
    check.add(values, 10, 700);
    check.add(values, 800, 803);
    check.add(values, 900, 900);
    assertTrue(check.areFinite());
    assertEquals(-1, FiniteCheck.first(values, 10, 700));
    check.add(values, 799, 803);
    assertFalse(check.areFinite());
  }

  @Test
  void anAnswerIsNotRemembered() {
    check.add(new float[] {Float.NaN}, 0, 1);
    assertFalse(check.areFinite());
    check.add(new float[] {1}, 0, 1);
    assertTrue(check.areFinite());
  }
}
