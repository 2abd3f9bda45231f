package io.kindling.partitioning.preprocess;

import io.kindling.kernels.reduction.Mergeable;

/**
 * How many numbers of each feature that are known up to a digit have which digit there. A number's
 * digits are those of its {@linkplain #key key}, of {@value #BITS} bits each. Travels, under Kryo
 * too, hence no record.
 */
final class DigitCounts implements Mergeable<DigitCounts> {
  /** Bits of a digit. */
  static final int BITS = 4;

  /** Different digits. */
  static final int DIGITS = 1 << BITS;

  private static final long serialVersionUID = 1L;

  private final long[] counts;

  /** The counts of no numbers, for {@code sought} ones to be found. */
  DigitCounts(int sought) {
    this.counts = new long[sought * DIGITS];
  }

  /** The bits of a number so that keys, unsigned, are in the order of the numbers. */
  static int key(float number) {
    int bits = Float.floatToRawIntBits(number);
    return bits ^ ((bits >> 31) | Integer.MIN_VALUE);
  }

  /** The number of a key. */
  static float number(int key) {
    return Float.intBitsToFloat(key ^ ((~key >> 31) | Integer.MIN_VALUE));
  }

  /**
   * Counts a row, of which missing numbers (NaN) are left out.
   *
   * @param keys what is known of the keys that are sought, two of each feature
   * @param shift where the digit is: those above it are known
   */
  void add(float[] row, int[] keys, int shift) {
    for (int i = 0; i < row.length; i++) {
      if (Float.isNaN(row[i])) {
        continue;
      }
      int key = key(row[i]);
      int digit = (key >>> shift) & (DIGITS - 1);
      for (int sought = 2 * i; sought < 2 * i + 2; sought++) {
        if ((key ^ keys[sought]) >>> shift >>> BITS == 0) { // a shift by 32 would be one by 0
          counts[sought * DIGITS + digit]++;
        }
      }
    }
  }

  @Override
  public void merge(DigitCounts right) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += right.counts[i];
    }
  }

  /** How many numbers have this digit. */
  long of(int sought, int digit) {
    return counts[sought * DIGITS + digit];
  }
}
