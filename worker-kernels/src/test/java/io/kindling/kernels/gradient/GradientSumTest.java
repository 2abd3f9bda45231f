package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GradientSumTest {
  @Test
  void aNewSumIsTheSumOverNoRows() {
    GradientSum sum = new GradientSum(2, 0);

    assertEquals("0.0 0.0", sum.loss() + " " + sum.weight());
    assertArrayEquals(new float[2], sum.gradient());
  }

  @Test
  void mergingAddsGradients() {
    GradientSum left = sum(1, 1, 2, -3);

    left.merge(sum(1, 1, 0.5f, 4));

    assertArrayEquals(new float[] {2.5f, 1}, left.gradient());
  }

  @Test
  void mergingAddsLossesAndWeights() {
    GradientSum left = sum(1.5, 8, 0);

    left.merge(sum(0.25, 4, 0));

    assertEquals(1.75, left.loss());
    assertEquals(12, left.weight());
  }

  @Test
  void mergingLeavesTheRightSumAlone() {
    GradientSum right = sum(1.5, 8, 2);

    sum(1, 1, 7).merge(right);

    assertArrayEquals(new float[] {2}, right.gradient());
    assertEquals(1.5, right.loss());
    assertEquals(8, right.weight());
  }

  @Test
  void aClearedSumIsTheSumOverNoRowsAgain() {
    GradientSum sum = sum(1.5, 8, 2, 3);

    sum.clear();

    assertArrayEquals(new float[2], sum.gradient());
    assertEquals(0, sum.loss());
    assertEquals(0, sum.weight());
  }

  private static GradientSum sum(double loss, double weight, float... gradient) {
    GradientSum sum = new GradientSum(gradient.length, 0);
    System.arraycopy(gradient, 0, sum.gradient(), 0, gradient.length);
    sum.setTotals(loss, weight, 1);
    return sum;
  }
}
