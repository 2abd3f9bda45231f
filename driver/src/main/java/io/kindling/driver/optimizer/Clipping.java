package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;

/** Keeps gradients from becoming too large. */
public sealed interface Clipping extends Serializable permits ClipByGlobalNorm, ClipByValue {
  /** Every kind of clipping by its name in a config file. */
  Catalogue<Clipping> CATALOGUE =
      Catalogue.of("clipping", Clipping.class, List.of(ClipByGlobalNorm.class, ClipByValue.class))
          .alias("global_norm", ClipByGlobalNorm.class)
          .alias("value", ClipByValue.class);

  /** Clips a gradient in place, which is +0 outside of {@code ranges}. */
  void clip(float[] gradient, Ranges ranges);
}
