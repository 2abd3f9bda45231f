package io.kindling.kernels.parameter;

import io.kindling.kernels.spec.Formula;

/**
 * The same value everywhere.
 *
 * @param value the value
 */
@Formula("value")
public record Constant(double value) implements ElementInitializer {
  /** Checks that the value is finite. */
  public Constant {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Constant value must be finite, got " + value);
    }
  }

  @Override
  public double value(long key, long index, int fanIn, int fanOut) {
    return value;
  }
}
