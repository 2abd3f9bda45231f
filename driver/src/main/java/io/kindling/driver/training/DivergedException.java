package io.kindling.driver.training;

/** The loss is no longer a finite number. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(int epoch, int step, double loss) {
    super(
        "training diverged: the loss became %s at epoch %s, step %s; a lower learning rate or scaled"
                .formatted(loss, epoch, step)
            + " features may help");
  }
}
