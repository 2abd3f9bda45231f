package io.kindling.predictor.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.layer.SparseRows;
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

  @Test
  void aSparseRowGetsAnEntryForEachCategoryAndEachNumberThatIsMissing() {
    float[] fill = {7, 0, 0};
    RowTransform transform =
        new RowTransform(fill, Scaling.none(3), new int[] {0, 5, 4}, new int[] {0}, true);
    assertEquals(entries(transform, Float.NaN, 3, 0), transform.mostEntries(1));
  }

  @Test
  void aSparseRowThatIsScaledToOtherNumbersThanZeroIsFull() {
    Scaling centring =
        new Scaling(ScaleMode.STANDARDIZE, new float[] {1, 1, 1}, new float[] {2, 2, 2});
    RowTransform transform = new RowTransform(new float[0], centring, new int[0], new int[0], true);
    assertEquals(entries(transform, 0, 0, 0), transform.mostEntries(0));
  }

  private static int entries(RowTransform transform, float... features) {
    SparseRows rows = new SparseRows(1, transform.outputs());
    transform.apply(features, rows);
    return rows.entries();
  }
}
