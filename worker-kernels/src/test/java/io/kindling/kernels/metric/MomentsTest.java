package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final int AT = 2;

  // Before and behind stand other sums.
  private final double[] sums = {7, 8, 0, 0, 0, 9};

  @Test
  void theyAreTheDefinitionsOfWeightedValues() {
    Moments.add(sums, AT, 1, 2);
    Moments.add(sums, AT, 3, 6);

    assertEquals(4, Moments.weight(sums, AT));
    assertEquals(5, Moments.mean(sums, AT)); // (2 + 3 · 6) / 4
    assertEquals(12, Moments.squares(sums, AT)); // 1 · 9 + 3 · 1
    assertArrayEquals(new double[] {7, 8, 4, 5, 12, 9}, sums);
  }

  @Test
  void mergedOnesAreThoseOfAllValues() {
    double[] others = {70, 80, 0, 0, 0, 90};
    Moments.add(sums, AT, 1, 2);
    Moments.add(sums, AT, 1, 4);
    Moments.add(others, AT, 2, 9);

    Moments.merge(sums, others, AT);

    assertArrayEquals(new double[] {7, 8, 4, 6, 38, 9}, sums, 1e-12); // 16 + 4 + 2 · 9
  }
}
