package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Bounds each element of the gradient by itself.
 *
 * @param limit the largest absolute value, above 0
 */
@Formula("g ← max(−limit, min(limit, g))")
public record ClipByValue(double limit) implements Clipping {
  /** Checks the limit. */
  public ClipByValue {
    Require.above(0, "Clipping limit", limit);
  }

  @Override
  public void clip(float[] gradient, int parameters) {
    float bound = (float) limit;
    for (int i = 0; i < parameters; i++) {
      gradient[i] = Math.max(-bound, Math.min(bound, gradient[i]));
    }
  }
}
