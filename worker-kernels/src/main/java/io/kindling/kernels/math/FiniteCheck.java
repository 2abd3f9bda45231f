package io.kindling.kernels.math;

import java.util.Arrays;

/**
 * Whether many values are finite: a product of 0 with any that is not is NaN, and stays so in a
 * sum. Values are copied into a block first, since the JIT compiler makes vector code of sums of
 * arrays at one index only, and a single sum would wait for each addition.
 *
 * <p>Serves one thread at a time.
 */
public final class FiniteCheck {
  /** As many values as stay in the first-level cache. */
  private static final int BLOCK = 512;

  private final float[] block = new float[BLOCK];
  private final float[] trace = new float[BLOCK]; // each is 0, or NaN
  private int filled;

  /** Room of its own. */
  public FiniteCheck() {}

  /** Looks at the values from {@code from} to {@code to} − 1, too. */
  public void add(float[] values, int from, int to) {
    int at = from;
    while (at < to) {
      int count = Math.min(to - at, BLOCK - filled);
      System.arraycopy(values, at, block, filled, count);
      filled += count;
      at += count;
      if (filled == BLOCK) {
        take();
      }
    }
  }

  private void take() {
    for (int i = 0; i < filled; i++) {
      trace[i] += 0f * block[i];
    }
    filled = 0;
  }

  /** Whether all were finite that were added since the last answer. */
  public boolean areFinite() {
    take();
    boolean finite = LaneSums.sum(trace, 0, BLOCK) == 0;
    if (!finite) {
      Arrays.fill(trace, 0f);
    }
    return finite;
  }

  /** The index of the first value that is not finite; −1 if there is none. */
  public static int first(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}
