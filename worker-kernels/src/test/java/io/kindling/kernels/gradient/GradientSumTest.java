package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
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

  @Test
  void asItTravelsEverythingComesAlong() throws IOException, ClassNotFoundException {
    GradientSum sent = new GradientSum(2, 1);
    System.arraycopy(new float[] {1, -2, 5, 3}, 0, sent.gradient(), 0, 4);
    sent.setTotals(1.5, 8, 4);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    GradientSum received;
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      received = (GradientSum) in.readObject();
    }

    assertArrayEquals(sent.gradient(), received.gradient());
    assertEquals("1.5 8.0 4", received.loss() + " " + received.weight() + " " + received.rows());
    // What is learnt is added; the mean 5 over 4 rows and the mean 9 over 12 become 8 over 16.
    GradientSum other = new GradientSum(2, 1);
    System.arraycopy(new float[] {1, 1, 9, 7}, 0, other.gradient(), 0, 4);
    other.setTotals(0, 0, 12);
    received.merge(other);
    assertArrayEquals(new float[] {2, -1, 8, 3 + 7 + 4 * 4 * 3}, received.gradient());
  }

  private static GradientSum sum(double loss, double weight, float... gradient) {
    GradientSum sum = new GradientSum(gradient.length, 0);
    System.arraycopy(gradient, 0, sum.gradient(), 0, gradient.length);
    sum.setTotals(loss, weight, 1);
    return sum;
  }
}
