package io.kindling.driver.training;

import io.kindling.driver.aggregation.StepOutcome;
import io.kindling.driver.optimizer.Learning;
import io.kindling.driver.optimizer.NonFinite;

/**
 * The loss, the gradient, the parameters or the validation are no longer finite. The model of the
 * last epoch that ended well is not affected.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DivergedException(String what, String where) {
    super(
        "training diverged: %s at %s; a lower learning rate or scaled features may help"
            .formatted(what, where));
  }

  static DivergedException inStep(int epoch, int step, StepOutcome outcome, Learning learner) {
    return new DivergedException(
        what(outcome, learner), "epoch %s, step %s".formatted(epoch, step));
  }

  private static String what(StepOutcome outcome, Learning learner) {
    return switch (outcome.nonFinite().orElse(NonFinite.LOSS)) {
      case LOSS -> "the loss became %s".formatted(outcome.loss().mean());
      case GRADIENT -> "the gradient is no longer finite";
      case PARAMETER ->
          learner
              .firstNonFinite()
              .map("parameter "::concat)
              .orElse("a shard's parameter is no longer finite");
    };
  }

  static DivergedException atEnd(int epoch, String what) {
    return new DivergedException(what, "the end of epoch %s".formatted(epoch));
  }
}
