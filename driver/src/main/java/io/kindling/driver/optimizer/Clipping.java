package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;

/** Keeps gradients from becoming too large. */
public sealed interface Clipping extends Serializable permits GlobalNorm, Value {
  /** Every clipping by its name in a config file. */
  Catalogue<Clipping> CATALOGUE =
      Catalogue.of("clipping", Clipping.class, List.of(GlobalNorm.class, Value.class));

  /** Clips the first {@code parameters} elements of {@code gradient}, in place. */
  void clip(float[] gradient, int parameters);
}
