package io.kindling.kernels.layer;

import io.kindling.kernels.random.CounterRandom;

/** What products are tried with. */
final class Noise {
  private static final long MOST_VALUES = 1L << 21; // in each of a few arrays, for a moment

  private Noise() {}

  /** Whether there should be room to try a product with so many weights. */
  static boolean hasRoom(int outputs, int inputs) {
    return (long) outputs * inputs <= MOST_VALUES;
  }

  /** Numbers of either sign, of a few magnitudes. */
  static float[] of(int length, long key) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) CounterRandom.uniform(key, i) - 0.5f;
    }
    return values;
  }
}
