package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;

/**
 * Shortens the whole gradient when its Euclidean norm is above a limit (Pascanu, Mikolov and Bengio
 * 2013); like PyTorch, it adds 10⁻⁶ to the norm.
 *
 * @param limit the largest norm, above 0
 */
@Formula("g ← g · min(1, limit / (‖g‖ + 10⁻⁶))")
public record ClipByGlobalNorm(double limit) implements Clipping {
  private static final double EPSILON = 1e-6;

  /** Checks the limit. */
  public ClipByGlobalNorm {
    Require.above(0, "Clipping limit", limit);
  }

  @Override
  public void clip(float[] gradient, Ranges ranges) {
    float factor = (float) (limit / (Norms.of(gradient, ranges) + EPSILON));
    if (factor < 1f) {
      ParameterUpdate.scale(gradient, ranges, factor);
    }
  }
}
