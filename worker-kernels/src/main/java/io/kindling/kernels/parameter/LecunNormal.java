package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Formula;

/** Normal with variance 1 / n_in (LeCun et al. 1998), which {@code selu} layers need. */
@Formula("N(0, 1 / n_in)")
public record LecunNormal() implements ElementInitializer {
  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return CounterRandom.gaussian(key, index) / Math.sqrt(fanIn);
  }
}
