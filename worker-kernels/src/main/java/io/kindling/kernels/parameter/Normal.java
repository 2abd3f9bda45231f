package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Normal with mean 0, whatever the size of the layer: through many layers activations vanish with a
 * small σ and saturate with a large one.
 *
 * @param stddev σ, at least 0
 */
@Formula("N(0, stddev²)")
public record Normal(@Default("0.01") double stddev) implements ElementInitializer {
  /** Checks σ. */
  public Normal {
    Require.atLeast(0.0, "Normal stddev", stddev);
  }

  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return stddev * CounterRandom.gaussian(key, index);
  }
}
