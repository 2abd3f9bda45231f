package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Formula;

/**
 * Uniform on ±1/√n_in, of variance 1 / (3 n_in) (LeCun et al. 1998, "Efficient backprop", in
 * "Neural networks: tricks of the trade"); PyTorch starts its linear layers so.
 */
@Formula("U(±1 / √n_in)")
public record FanInUniform() implements ElementInitializer {
  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return (2 * CounterRandom.uniform(key, index) - 1) / Math.sqrt(fanIn);
  }
}
