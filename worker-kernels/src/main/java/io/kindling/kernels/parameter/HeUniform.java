package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Formula;

/** Uniform on ±√(6 / n_in), of variance 2 / n_in (He et al. 2015). */
@Formula("U(±√(6 / n_in))")
public record HeUniform() implements ElementInitializer {
  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return Math.sqrt(6.0 / fanIn) * (2 * CounterRandom.uniform(key, index) - 1);
  }
}
