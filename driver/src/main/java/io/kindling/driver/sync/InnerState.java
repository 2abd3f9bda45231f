package io.kindling.driver.sync;

import io.kindling.kernels.spec.Catalogue;
import io.kindling.kernels.spec.Formula;
import java.util.List;

/**
 * What the optimizers of the shards remember of earlier rounds. Nothing stays on an executor: a
 * task that runs again starts as it did before.
 */
public sealed interface InnerState {
  /** Every kind by its name in a config file. */
  Catalogue<InnerState> CATALOGUE =
      Catalogue.of("inner state", InnerState.class, List.of(Average.class, Reset.class));

  /** The mean of their moments, which travels with the parameters. */
  @Formula("m ← mean_s m_s")
  record Average() implements InnerState {}

  /** Nothing: each round starts with the optimizer's first step. */
  @Formula("m ← 0")
  record Reset() implements InnerState {}
}
