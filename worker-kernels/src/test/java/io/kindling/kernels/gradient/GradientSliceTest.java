package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.random.CounterRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gradient that is summed in slices. */
class GradientSliceTest {
  private static final int TRAINABLE = 11;
  private static final int UNITS = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 11, 20})
  void slicesPutTogetherAreTheWhole(int count) {
    GradientSum whole = random(1, 5);

    List<GradientSum> slices =
        IntStream.range(0, count).mapToObj(i -> whole.slice(i, count)).toList();

    assertSame(whole, slices.get(0).joined(slices));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 11, 20})
  void summedSlicesAreSlicesOfTheSumWithTheStatisticsOfUnequalShards(int count) {
    GradientSum right = random(2, 2);
    List<GradientSum> slices =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  GradientSum slice = random(1, 5).slice(i, count);
                  slice.merge(right.slice(i, count));
                  return slice;
                })
            .toList();
    GradientSum expected = random(1, 5);
    expected.merge(right);

    assertSame(expected, slices.get(count - 1).joined(slices));
  }

  private static GradientSum random(long seed, long rows) {
    GradientSum sum = new GradientSum(TRAINABLE, UNITS);
    for (int i = 0; i < sum.gradient().length; i++) {
      sum.gradient()[i] = (float) CounterRandom.gaussian(seed, i);
    }
    sum.setTotals(0.5 * seed, 1.5 * rows, rows);
    return sum;
  }

  private static void assertSame(GradientSum expected, GradientSum found) {
    assertArrayEquals(expected.gradient(), found.gradient());
    assertEquals(expected.loss(), found.loss());
    assertEquals(expected.weight(), found.weight());
    assertEquals(expected.rows(), found.rows());
    // The statistics are found in their place only if the number of parameters came along.
    GradientSum more = random(3, 4);
    expected.merge(more);
    found.merge(more);
    assertArrayEquals(expected.gradient(), found.gradient());
  }
}
