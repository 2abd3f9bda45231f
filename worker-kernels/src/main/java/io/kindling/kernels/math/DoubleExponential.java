package io.kindling.kernels.math;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;

/**
 * The exponential of {@link VectorMath} in double precision, for losses, whose sums must not lose
 * what is small. It is off by 1 ulp at most. Below −708 it stays e⁻⁷⁰⁸ and above 709 e⁷⁰⁹; NaN
 * stays NaN.
 */
final class DoubleExponential {
  private static final double LOWEST = -708;
  private static final double HIGHEST = 709;
  private static final double LOG2_E = 1 / Math.log(2);
  // The first part of ln 2 has 32 bits, so its product with k is exact; the second is what is left.
  private static final double LN_2_HIGH = 0x1.62e42feep-1;
  private static final double LN_2_LOW = 0x1.a39ef35793c76p-33;

  /** As {@link VectorMath} has it: the exponent of 2ᵏ⁻¹ is k + 1022. */
  private static final double ROUNDING = 1.5 * (1L << 52) + 1022;

  private static final int MANTISSA_BITS = 52;
  private static final int BLOCK = 256;

  private final double[] values = new double[BLOCK];
  private final double[] rest = new double[BLOCK];
  private final double[] half = new double[BLOCK];
  private final long[] bits = new long[BLOCK];
  private final DoubleBuffer doubles;
  private final LongBuffer longs;

  DoubleExponential() {
    ByteBuffer both = ByteBuffer.allocate(BLOCK * Double.BYTES).order(ByteOrder.nativeOrder());
    doubles = both.asDoubleBuffer();
    longs = both.asLongBuffer();
  }

  void exp(double[] z, int from, int to) {
    for (int at = from; at < to; at += BLOCK) {
      int count = Math.min(BLOCK, to - at);
      System.arraycopy(z, at, values, 0, count);
      reduce(count);
      moveToExponents(count);
      for (int i = 0; i < count; i++) {
        values[i] = 2 * (half[i] * rest[i] + half[i]);
      }
      System.arraycopy(values, 0, z, at, count);
    }
  }

  /** Finds eʳ − 1 by its Taylor series, whose next term is below 2⁻⁵⁷, and k. */
  private void reduce(int count) {
    for (int i = 0; i < count; i++) {
      double x = Math.max(LOWEST, Math.min(HIGHEST, values[i]));
      double rounded = x * LOG2_E + ROUNDING;
      double k = rounded - ROUNDING;
      double r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
      double p = 1 / 6227020800.0;
      p = p * r + 1 / 479001600.0;
      p = p * r + 1 / 39916800.0;
      p = p * r + 1 / 3628800.0;
      p = p * r + 1 / 362880.0;
      p = p * r + 1 / 40320.0;
      p = p * r + 1 / 5040.0;
      p = p * r + 1 / 720.0;
      p = p * r + 1 / 120.0;
      p = p * r + 1 / 24.0;
      p = p * r + 1 / 6.0;
      p = p * r + 0.5;
      rest[i] = p * (r * r) + r;
      half[i] = rounded;
    }
  }

  private void moveToExponents(int count) {
    doubles.put(0, half, 0, count);
    longs.get(0, bits, 0, count);
    for (int i = 0; i < count; i++) {
      bits[i] <<= MANTISSA_BITS;
    }
    longs.put(0, bits, 0, count);
    doubles.get(0, half, 0, count);
  }
}
