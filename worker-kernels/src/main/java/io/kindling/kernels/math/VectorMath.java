package io.kindling.kernels.math;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Exponentials of arrays in float32, in loops of which the JIT compiler makes vector code: {@link
 * Math#exp} is called for one value at a time. As in Cody and Waite 1980, eᶻ = 2ᵏ eʳ with k the
 * whole number next to z / ln 2, so that |r| ≤ ln 2 / 2, and eʳ − 1 a polynomial. IEEE 754 says how
 * all of it rounds, so the bits are the same on every machine.
 *
 * <p>Below −87 eᶻ is 0, and above 88 it stays e⁸⁸, so that nothing is denormal or infinite. NaN
 * stays NaN.
 *
 * <p>An instance is the room that these loops work in. Whoever computes owns one, as a workspace
 * does, and it serves one thread at a time.
 */
public final class VectorMath {
  private static final float LOWEST = -87f;
  private static final float HIGHEST = 88f;
  private static final float LOG2_E = (float) (1 / Math.log(2));
  // The first part of ln 2 has 9 bits, so its product with k is exact.
  private static final float LN_2_HIGH = 355f / 512;
  private static final float LN_2_LOW = (float) (Math.log(2) - LN_2_HIGH);

  /**
   * Added to a number below 2²², it leaves the whole number next to it in the lowest bits. With 126
   * more these are what float32 holds as the exponent of 2ᵏ⁻¹; half of 2ᵏ, since 2¹²⁸ would be
   * infinite.
   */
  private static final float ROUNDING = 1.5f * (1 << 23) + 126;

  private static final int MANTISSA_BITS = 23;

  /** As many values as stay in the first-level cache. */
  private static final int BLOCK = 512;

  // All loops run over arrays from 0 on: where indices differ, the compiler suspects overlaps.
  private final float[] values = new float[BLOCK];
  private final float[] rest = new float[BLOCK];
  private final float[] half = new float[BLOCK];
  private final int[] bits = new int[BLOCK];
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private final DoubleExponential inDouble = new DoubleExponential();
  private double[] room = new double[0];

  /** Changes the first values of a block. */
  private interface OnBlock {
    void apply(VectorMath block, int count);
  }

  /** Room of its own. */
  public VectorMath() {
    ByteBuffer both = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.nativeOrder());
    floats = both.asFloatBuffer();
    ints = both.asIntBuffer();
  }

  /** z[i] ← e^z[i] for from ≤ i &lt; to, off by 1.25 ulp at most. */
  public void exp(float[] z, int from, int to) {
    overBlocks(VectorMath::exp, z, from, to);
  }

  /**
   * z[i] ← e^z[i] for from ≤ i &lt; to in double precision, off by 1 ulp at most. It ends at e⁻⁷⁰⁸
   * and e⁷⁰⁹.
   */
  public void exp(double[] z, int from, int to) {
    inDouble.exp(z, from, to);
  }

  /**
   * z[i] ← e^z[i] − 1 for from ≤ i &lt; to where z[i] &lt; 0, off by 1 ulp at most; what is above
   * stays as it is.
   */
  public void expm1WhereNegative(float[] z, int from, int to) {
    overBlocks(VectorMath::expm1WhereNegative, z, from, to);
  }

  /** z[i] ← 1 / (1 + e^−z[i]) for from ≤ i &lt; to, off by 2.5 ulp at most. */
  public void logistic(float[] z, int from, int to) {
    overBlocks(VectorMath::logistic, z, from, to);
  }

  /** z[i] ← tanh z[i] for from ≤ i &lt; to, off by 2.5 ulp at most. */
  public void tanh(float[] z, int from, int to) {
    overBlocks(VectorMath::tanh, z, from, to);
  }

  private void overBlocks(OnBlock function, float[] z, int from, int to) {
    for (int at = from; at < to; at += BLOCK) {
      int count = Math.min(BLOCK, to - at);
      System.arraycopy(z, at, values, 0, count);
      function.apply(this, count);
      System.arraycopy(values, 0, z, at, count);
    }
  }

  private void exp(int count) {
    reduce(1, count);
    for (int i = 0; i < count; i++) {
      values[i] = power(i);
    }
  }

  private void expm1WhereNegative(int count) {
    reduce(1, count);
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(values[i], 0) + Math.min(powerLessOne(i), 0);
    }
  }

  /** Near 1 as 1 less something small, since derivatives follow from how near it comes. */
  private void logistic(int count) {
    reduce(1, count);
    for (int i = 0; i < count; i++) {
      float power = power(i);
      float q = 1 / (1 + power);
      float smaller = Math.min(q, power * q);
      float sign = sign(power - 1);
      values[i] = (0.5f + 0.5f * sign) - sign * smaller;
    }
  }

  /** Near ±1 as 1 less something small, as {@link #logistic(int)}; near 0 by e²ᶻ − 1. */
  private void tanh(int count) {
    reduce(2, count);
    for (int i = 0; i < count; i++) {
      float lessOne = powerLessOne(i);
      float power = power(i);
      float q = 1 / (1 + power);
      float near0 = lessOne / (2 + lessOne);
      float near1 = sign(lessOne) * (1 - 2 * Math.min(q, power * q));
      float large = Math.max(0, sign(Math.abs(near0) - 0.5f));
      values[i] = near0 + large * (near1 - near0);
    }
  }

  private float power(int i) {
    return 2 * (half[i] * rest[i] + half[i]);
  }

  private float powerLessOne(int i) {
    return 2 * (half[i] * rest[i] + (half[i] - 0.5f));
  }

  /**
   * An array of at least so many values, whatever is in them, for intermediate results until it is
   * asked for again. It is kept, so that only the first to ask for so many allocates.
   */
  public double[] room(int length) {
    if (room.length < length) {
      room = new double[length];
    }
    return room;
  }

  /** 1 for a positive number, else 0, without a branch, which would be guessed wrong at times. */
  public static float positive(float value) {
    return Math.min(1, Math.max(0, value) * Float.MAX_VALUE * Float.MAX_VALUE);
  }

  /** 1 for a positive, −1 for a negative number that is not tiny, without a branch. */
  public static float sign(float value) {
    return Math.max(-1, Math.min(1, value * 1e30f));
  }

  /** Finds eʳ − 1 and 2ᵏ⁻¹ for {@code factor} times each value. */
  private void reduce(float factor, int count) {
    for (int i = 0; i < count; i++) {
      float x = Math.max(LOWEST, Math.min(HIGHEST, factor * values[i]));
      float rounded = x * LOG2_E + ROUNDING;
      float k = rounded - ROUNDING;
      float r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
      // Minimax over |r| ≤ 0.35: a relative error of e^r of 4e-9.
      float p = 1.3813142e-3f;
      p = p * r + 8.369419e-3f;
      p = p * r + 4.1668456e-2f;
      p = p * r + 0.16666515f;
      p = p * r + 0.49999994f;
      rest[i] = p * (r * r) + r;
      half[i] = rounded;
    }
    moveToExponents(count);
  }

  /** Java 17 makes no vector code of moves between floats and their bits, but copies buffers. */
  private void moveToExponents(int count) {
    floats.put(0, half, 0, count);
    ints.get(0, bits, 0, count);
    for (int i = 0; i < count; i++) {
      bits[i] <<= MANTISSA_BITS;
    }
    ints.put(0, bits, 0, count);
    floats.get(0, half, 0, count);
  }
}
