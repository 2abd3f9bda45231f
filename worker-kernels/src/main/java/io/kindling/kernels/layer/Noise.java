package io.kindling.kernels.layer;

import io.kindling.kernels.random.CounterRandom;

/** What products are tried with. */
final class Noise {
  private Noise() {}

  /** Numbers of either sign, of a few magnitudes. */
  static float[] of(int length, long key) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) CounterRandom.uniform(key, i) - 0.5f;
    }
    return values;
  }
}
