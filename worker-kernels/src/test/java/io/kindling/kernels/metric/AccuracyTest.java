package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AccuracyTest {
  @Test
  void argmaxIsThePositionOfTheLargestValue() {
    assertEquals(2, Accuracy.argmax(new float[] {-5, -3, -1, -2}, 0, 4));
  }

  @Test
  void argmaxCountsFromItsStart() {
    assertEquals(1, Accuracy.argmax(new float[] {9, 9, 1, 4, 2, 9}, 2, 3));
  }

  @Test
  void ofEqualValuesTheFirstIsTheLargest() {
    assertEquals(1, Accuracy.argmax(new float[] {0, 3, 3, 3}, 0, 4));
  }

  @Test
  void sumsAreAddedAtTheirOffset() {
    double[] sums = {7, 0.5, 2, 7};

    new Accuracy(Accuracy::argmax)
        .add(2, 2, new float[] {1, 0, 1, 0}, new float[] {0, 1}, new float[] {0.25f, 1}, sums, 1);

    assertArrayEquals(new double[] {7, 0.75, 3.25, 7}, sums);
  }

  @Test
  void theValueIsTheShareOfCorrectWeight() {
    assertEquals(0.25, new Accuracy(Accuracy::argmax).value(new double[] {9, 1, 4, 9}, 1));
  }
}
