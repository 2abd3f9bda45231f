package io.kindling.kernels.parameter;

import java.util.Arrays;

/**
 * How values are distributed: how many lie in each of fixed buckets. The bounds of buckets are 0,
 * ±10⁻¹², and from there on each 1.1 times the one before, to ±10²⁰ and what is beyond; these are
 * TensorFlow's. A bucket has its lower bound, and not its upper.
 */
public final class ValueHistogram {
  private static final double[] LIMITS = limits();
  private static final int CELL_BITS = 19; // sign, exponent, and the first 4 bits behind the point
  private static final short[] FIRST_BUCKETS = firstBuckets();

  private final long[] counts = new long[LIMITS.length];
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;
  private double squares;

  private static double[] limits() {
    double[] above = new double[1_000];
    int length = 0;
    for (double limit = 1e-12; limit < 1e20; limit *= 1.1) {
      above[length++] = limit;
    }
    above[length++] = Double.MAX_VALUE;
    double[] limits = new double[2 * length + 1];
    for (int i = 0; i < length; i++) {
      limits[length + 1 + i] = above[i];
      limits[length - 1 - i] = -above[i];
    }
    return limits;
  }

  /**
   * The bucket of the least value of each cell: cells are narrower than buckets, so a value is in
   * the first bucket of its cell or in the next one, but for those around 0.
   */
  private static short[] firstBuckets() {
    short[] buckets = new short[1 << (Integer.SIZE - CELL_BITS)];
    for (int cell = 0; cell < buckets.length; cell++) {
      int bits = cell << CELL_BITS;
      float least = Float.intBitsToFloat(bits < 0 ? bits | ((1 << CELL_BITS) - 1) : bits);
      buckets[cell] = (short) (Float.isFinite(least) ? bucket(least) : 0);
    }
    return buckets;
  }

  private static int bucket(double value) {
    int found = Arrays.binarySearch(LIMITS, value + 0.0); // which makes 0 of −0
    return found < 0 ? -found - 1 : found + 1;
  }

  /** Adds the finite values from {@code from} to {@code to} − 1. */
  public void add(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      float value = values[i];
      int bucket = FIRST_BUCKETS[Float.floatToRawIntBits(value) >>> CELL_BITS];
      while (value >= LIMITS[bucket]) {
        bucket++;
      }
      counts[bucket]++;
      sum += value;
      squares += (double) value * value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    count += to - from;
  }

  /** Adds 0 so often. */
  public void addZeros(int times) {
    if (times > 0) {
      counts[bucket(0)] += times;
      count += times;
      min = Math.min(min, 0);
      max = Math.max(max, 0);
    }
  }

  /** How many buckets there are. */
  public static int buckets() {
    return LIMITS.length;
  }

  /** The upper bound of a bucket, which is the lower bound of the next. */
  public static double limit(int bucket) {
    return LIMITS[bucket];
  }

  /** How many values lie in a bucket. */
  public long count(int bucket) {
    return counts[bucket];
  }

  /** How many values there are. */
  public long count() {
    return count;
  }

  /** The least value; infinity without values. */
  public double min() {
    return min;
  }

  /** The greatest value; −infinity without values. */
  public double max() {
    return max;
  }

  /** The sum of the values. */
  public double sum() {
    return sum;
  }

  /** The sum of their squares. */
  public double squares() {
    return squares;
  }
}
