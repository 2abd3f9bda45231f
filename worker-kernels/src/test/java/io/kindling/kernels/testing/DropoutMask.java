package io.kindling.kernels.testing;

import io.kindling.kernels.random.CounterRandom;

/** What dropout multiplies each value by. */
@FunctionalInterface
public interface DropoutMask {
  /**
   * The multiplier of one value.
   *
   * @param rate the layer's rate
   * @param layer the layer's position in the network
   * @param position the value's position in the layer's (rows, values) input
   */
  double multiplier(double rate, int layer, int position);

  /** Evaluation: everything is kept as it is. */
  static DropoutMask none() {
    return (rate, layer, position) -> 1;
  }

  /** Training: the mask that a pass with this random key draws. */
  static DropoutMask drawnFrom(long randomKey) {
    return (rate, layer, position) -> {
      long key = CounterRandom.key(randomKey, layer);
      int bits = CounterRandom.bits32((int) (key >>> 32), (int) key, position);
      double uniform = ((double) bits - Integer.MIN_VALUE) * 0x1p-32;
      return uniform < rate ? 0 : 1 / (1 - rate);
    };
  }
}
