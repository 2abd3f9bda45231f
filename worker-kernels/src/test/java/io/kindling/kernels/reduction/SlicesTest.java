package io.kindling.kernels.reduction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicesTest {
  @Test
  void slicesFollowEachOtherAndDifferByAtMostOne() {
    float[] values = {1, 2, 3, 4, 5, 6, 7};
    assertArrayEquals(new float[] {1, 2}, Slices.of(values, 0, 3));
    assertArrayEquals(new float[] {3, 4}, Slices.of(values, 1, 3));
    assertArrayEquals(new float[] {5, 6, 7}, Slices.of(values, 2, 3));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 3", "1, 4", "10, 1", "10, 3", "10, 10", "1000, 7"})
  void slicesInOrderMakeTheWhole(int length, int count) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i;
    }
    List<float[]> slices =
        IntStream.range(0, count).mapToObj(index -> Slices.of(values, index, count)).toList();
    assertArrayEquals(values, Slices.join(slices));
  }

  @Test
  void aSliceSharesNothingWithTheWhole() {
    float[] values = {1, 2};
    Slices.of(values, 0, 1)[0] = 5;
    assertEquals(1, values[0]);
  }

  @Test
  void aNodeOverOtherValuesHasTheSamePlace() {
    DoubleTotal other = DoubleTotal.leaf(9);
    TreeNode<DoubleTotal> node = new TreeNode<>(2, 3, DoubleTotal.leaf(1)).with(other);
    assertEquals(2, node.level());
    assertEquals(3, node.index());
    assertSame(other, node.sum());
  }
}
