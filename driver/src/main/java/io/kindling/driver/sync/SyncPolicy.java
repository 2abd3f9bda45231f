package io.kindling.driver.sync;

import io.kindling.driver.optimizer.Optimizer;
import io.kindling.kernels.spec.Catalogue;
import java.util.List;

/** How often the parameters of all shards become one. */
public sealed interface SyncPolicy permits EveryStep, LocalSteps, Auto {
  /** Every policy by its name in a config file. */
  Catalogue<SyncPolicy> CATALOGUE =
      Catalogue.of(
          "sync policy",
          SyncPolicy.class,
          List.of(EveryStep.class, LocalSteps.class, Auto.class),
          Optimizer.CATALOGUE,
          InnerState.CATALOGUE);
}
