package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Formula;

/** Normal with variance 2 / (n_in + n_out) (Glorot and Bengio 2010). */
@Formula("N(0, 2 / (n_in + n_out))")
public record GlorotNormal() implements ElementInitializer {
  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return Math.sqrt(2.0 / ((double) fanIn + fanOut)) * CounterRandom.gaussian(key, index);
  }
}
