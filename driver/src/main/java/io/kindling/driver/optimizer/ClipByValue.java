package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.Ranges;
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
  public void clip(float[] gradient, Ranges ranges) {
    float bound = (float) limit;
    for (int range = 0; range < ranges.count(); range++) {
      for (int i = ranges.from(range); i < ranges.to(range); i++) {
        gradient[i] = Math.max(-bound, Math.min(bound, gradient[i]));
      }
    }
  }
}
