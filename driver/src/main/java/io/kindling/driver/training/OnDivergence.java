package io.kindling.driver.training;

import io.kindling.kernels.spec.Catalogue;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/** What becomes of a training when its loss, gradient, parameters or validation are not finite. */
public sealed interface OnDivergence {
  /** Every reaction by its name in a config file. */
  Catalogue<OnDivergence> CATALOGUE =
      Catalogue.of(
          "reaction to divergence", OnDivergence.class, List.of(Stop.class, Rollback.class));

  /** It fails. */
  @Formula("training fails")
  record Stop() implements OnDivergence {}

  /**
   * It goes back to where its epoch began, and on from there with a lower learning rate: that of
   * the schedule times a factor, once more for each time. In rounds of local steps it is that of
   * the shards' optimizers. The epoch has the same batches as before.
   *
   * @param factor above 0 and below 1
   * @param times at most, at least 1; then it fails
   */
  @Formula("θ ← θ at the start of the epoch; η ← factor · η")
  record Rollback(@Default("0.1") double factor, @Default("3") int times) implements OnDivergence {
    /** Checks both. */
    public Rollback {
      Require.inOpen(0, 1, "Rollback factor", factor);
      Require.atLeast(1, "Rollback times", times);
    }
  }
}
