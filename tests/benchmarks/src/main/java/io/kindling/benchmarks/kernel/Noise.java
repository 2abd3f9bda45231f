package io.kindling.benchmarks.kernel;

import java.util.SplittableRandom;

/** Values as they come in networks. */
final class Noise {
  private Noise() {}

  /** So many values between −1 and 1. */
  static float[] of(int length) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
