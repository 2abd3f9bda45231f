package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Uniform on ±a, whatever the size of the layer.
 *
 * @param limit a, at least 0
 */
@Formula("U(±limit)")
public record Uniform(@Default("0.05") double limit) implements ElementInitializer {
  /** Checks a. */
  public Uniform {
    Require.atLeast(0.0, "Uniform limit", limit);
  }

  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return limit * (2 * CounterRandom.uniform(key, index) - 1);
  }
}
