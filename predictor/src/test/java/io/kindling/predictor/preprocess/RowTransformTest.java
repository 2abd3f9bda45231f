package io.kindling.predictor.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class RowTransformTest {
  @Test
  void anIndexThatIsNoCategoryIsZeroForAll() {
    RowTransform transform =
        new RowTransform(new float[0], Scaling.none(2), new int[] {2, 0}, new int[0], false);
    float[] values = {9, 9, 2, 5};
    transform.apply(values, 1);
    assertArrayEquals(new float[] {9, 0, 0, 5}, values);
  }

  @Test
  void aColumnOfOneCategoryTakesTheRoomOfItsNumber() {
    RowTransform transform =
        new RowTransform(new float[0], Scaling.none(2), new int[] {1, 1}, new int[0], false);
    float[] values = {0, -1};
    transform.apply(values, 0);
    assertArrayEquals(new float[] {1, 0}, values);
  }
}
