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

  private final String what;

  private DivergedException(String what, String found) {
    super(
        "training diverged: %s%s; a lower learning rate or scaled features may help"
            .formatted(what, found));
    this.what = what;
  }

  /** The same, with what was found when the step was computed once more. */
  DivergedException with(String found) {
    DivergedException more = new DivergedException(what, "; " + found);
    more.setStackTrace(getStackTrace());
    return more;
  }

  /** What became of which number, and where, without advice. */
  public String what() {
    return what;
  }

  static DivergedException inStep(int epoch, int step, StepOutcome outcome, Learning learner) {
    return new DivergedException(
        "%s at epoch %s, step %s".formatted(what(outcome, learner), epoch, step), "");
  }

  private static String what(StepOutcome outcome, Learning learner) {
    return switch (outcome.nonFinite().orElse(NonFinite.LOSS)) {
      case LOSS -> "the loss became %s".formatted(outcome.loss().mean());
      case GRADIENT -> "the gradient is no longer finite";
      case PARAMETER -> learner.firstNonFinite().orElse("a shard's parameter is no longer finite");
    };
  }

  static DivergedException atEnd(int epoch, String what) {
    return new DivergedException("%s at the end of epoch %s".formatted(what, epoch), "");
  }
}
