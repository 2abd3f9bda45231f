package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Formula;

/**
 * Normal with variance 2 / n_in, which keeps the variance through layers of ReLU (He et al. 2015,
 * "Delving deep into rectifiers").
 */
@Formula("N(0, 2 / n_in)")
public record HeNormal() implements ElementInitializer {
  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return Math.sqrt(2.0 / fanIn) * CounterRandom.gaussian(key, index);
  }
}
