package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Formula;

/**
 * Uniform on ±√(6 / (n_in + n_out)), which keeps the variance of activations and gradients through
 * layers of tanh (Glorot and Bengio 2010).
 */
@Formula("U(±√(6 / (n_in + n_out)))")
public record GlorotUniform() implements ElementInitializer {
  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    double limit = Math.sqrt(6.0 / ((double) fanIn + fanOut));
    return limit * (2 * CounterRandom.uniform(key, index) - 1);
  }
}
