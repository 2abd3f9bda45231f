package io.kindling.kernels.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values in their buckets. */
final class ValueHistogramTest {
  private static ValueHistogram of(float... values) {
    ValueHistogram histogram = new ValueHistogram();
    histogram.add(values, 0, values.length);
    return histogram;
  }

  private static int onlyBucket(float value) {
    ValueHistogram histogram = of(value);
    int found = -1;
    for (int i = 0; i < ValueHistogram.buckets(); i++) {
      if (histogram.count(i) > 0) {
        assertEquals(-1, found);
        found = i;
      }
    }
    return found;
  }

  @Test
  void aValueOfAnyKindLiesInTheBucketWhoseBoundsAreAroundIt() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        assertLiesWithin(value);
      }
    }
    for (float value : new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-12f, -1e-12f}) {
      assertLiesWithin(value);
    }
    assertLiesWithin(Float.MAX_VALUE);
    assertLiesWithin(-Float.MAX_VALUE);
  }

  private static void assertLiesWithin(float value) {
    int bucket = onlyBucket(value);
    assertTrue(value < ValueHistogram.limit(bucket), () -> value + " in " + bucket);
    assertTrue(value >= ValueHistogram.limit(bucket - 1), () -> value + " in " + bucket);
  }

  @Test
  void theBoundsGrowByATenth() {
    int zero = ValueHistogram.buckets() / 2;
    assertArrayEquals(
        new double[] {-1e-12, 0, 1e-12, 1.1e-12},
        new double[] {
          ValueHistogram.limit(zero - 1),
          ValueHistogram.limit(zero),
          ValueHistogram.limit(zero + 1),
          ValueHistogram.limit(zero + 2)
        },
        1e-27);
    assertEquals(Double.MAX_VALUE, ValueHistogram.limit(ValueHistogram.buckets() - 1));
  }

  @Test
  void valuesThatAreNoneCountAsZeros() {
    ValueHistogram histogram = new ValueHistogram();
    histogram.add(new float[] {9, 2, -3, 9}, 1, 3);
    histogram.addZeros(4);
    assertArrayEquals(
        new double[] {6, -3, 2, -1, 13},
        new double[] {
          histogram.count(), histogram.min(), histogram.max(), histogram.sum(), histogram.squares()
        });
    assertEquals(4, histogram.count(onlyBucket(0f)));
  }
}
