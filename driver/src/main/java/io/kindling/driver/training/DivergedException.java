package io.kindling.driver.training;

/**
 * The loss, the parameters or the validation are no longer finite. The model of the last epoch that
 * ended well is not affected.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DivergedException(String what, String where) {
    super(
        "training diverged: %s at %s; a lower learning rate or scaled features may help"
            .formatted(what, where));
  }

  static DivergedException inStep(int epoch, int step, double loss) {
    return new DivergedException(
        "the loss became %s".formatted(loss), "epoch %s, step %s".formatted(epoch, step));
  }

  static DivergedException atEnd(int epoch, String what) {
    return new DivergedException(what, "the end of epoch %s".formatted(epoch));
  }
}
