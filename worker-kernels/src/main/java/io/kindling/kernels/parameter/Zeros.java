package io.kindling.kernels.parameter;

import io.kindling.kernels.spec.Formula;

/** All zero: right for biases; as weights it makes all units of a layer change alike. */
@Formula("0")
public record Zeros() implements ElementInitializer {
  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return 0;
  }
}
