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
  private final int epoch;
  private final int step;
  private final String found;

  private DivergedException(String what, int epoch, int step, String found) {
    super(
        "training diverged: %s%s; a lower learning rate or scaled features may help"
            .formatted(what, found));
    this.what = what;
    this.epoch = epoch;
    this.step = step;
    this.found = found;
  }

  /** The same, with more to say. */
  DivergedException with(String more) {
    DivergedException longer = new DivergedException(what, epoch, step, found + "; " + more);
    longer.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      longer.addSuppressed(suppressed);
    }
    return longer;
  }

  /** The same, when training had gone back so many times before. */
  DivergedException after(int setbacks) {
    return setbacks == 0
        ? this
        : with(
            "training had gone back %s with a lower learning rate"
                .formatted(setbacks == 1 ? "once" : setbacks + " times, each"));
  }

  /** What is not finite, in which epoch and step. */
  public String what() {
    return what;
  }

  /** The setback that it is if training goes back with so much of the learning rate. */
  Setback setback(double factor) {
    return new Setback(epoch, step, factor);
  }

  static DivergedException inStep(int epoch, int step, StepOutcome outcome, Learning learner) {
    return new DivergedException(
        "%s at epoch %s, step %s".formatted(what(outcome, learner), epoch, step), epoch, step, "");
  }

  private static String what(StepOutcome outcome, Learning learner) {
    return switch (outcome.nonFinite().orElse(NonFinite.LOSS)) {
      case LOSS -> "the loss became %s".formatted(outcome.loss().mean());
      case GRADIENT -> "the gradient is no longer finite";
      case PARAMETER -> learner.firstNonFinite().orElse("a shard's parameter is no longer finite");
    };
  }

  static DivergedException atEnd(int epoch, String what) {
    return new DivergedException("%s at the end of epoch %s".formatted(what, epoch), epoch, 0, "");
  }
}
