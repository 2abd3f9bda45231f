package io.kindling.kernels.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeSumMisuseTest {
  static IntStream leafCounts() {
    return IntStream.rangeClosed(1, 17);
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void thereIsNoTotalWhileALeafIsMissing(int leaves) {
    for (int missing = 0; missing < leaves; missing++) {
      TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);
      for (int i = 0; i < leaves; i++) {
        if (i != missing) {
          sum.addLeaf(i, DoubleTotal.leaf(i));
        }
      }

      assertThrows(IllegalStateException.class, sum::total, "without leaf " + missing);
    }
  }

  @Test
  void theErrorSaysHowMuchIsMissing() {
    TreeSum<DoubleTotal> sum = new TreeSum<>(5);
    sum.addLeaf(0, DoubleTotal.leaf(0));
    sum.addLeaf(4, DoubleTotal.leaf(4));

    assertEquals(
        "the sum over 5 leaves is not complete: 2 subtrees wait",
        assertThrows(IllegalStateException.class, sum::total).getMessage());
  }

  @Test
  void aLeafThatStillWaitsCannotBeAddedAgain() {
    TreeSum<DoubleTotal> sum = new TreeSum<>(2);
    sum.addLeaf(0, DoubleTotal.leaf(0));

    assertEquals(
        "node 0 of level 0 was added twice",
        assertThrows(IllegalStateException.class, () -> sum.addLeaf(0, DoubleTotal.leaf(0)))
            .getMessage());
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void noTotalContainsALeafTwice(int leaves) {
    for (int again = 0; again < leaves; again++) {
      int twice = again;
      TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);
      for (int i = 0; i < leaves; i++) {
        sum.addLeaf(i, DoubleTotal.leaf(i));
      }

      assertThrows(
          IllegalStateException.class,
          () -> {
            sum.addLeaf(twice, DoubleTotal.leaf(twice));
            sum.total();
          },
          "leaf " + twice);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, 5, Integer.MAX_VALUE})
  void aLeafThatTheTreeDoesNotHaveIsRefused(int index) {
    TreeSum<DoubleTotal> sum = new TreeSum<>(3);

    assertThrows(IndexOutOfBoundsException.class, () -> sum.addLeaf(index, DoubleTotal.leaf(0)));
  }

  @Test
  void aSumNeedsALeaf() {
    assertEquals(
        "A sum must have at least 1 leaf, got 0",
        assertThrows(IllegalArgumentException.class, () -> new TreeSum<DoubleTotal>(0))
            .getMessage());
  }
}
