package io.kindling.driver.training;

import io.kindling.driver.model.TrainedModel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model at the end of an epoch, copied when it is first asked for. Once the event is over, the
 * parameters go on changing: who wants the model must have asked before.
 */
final class EpochModel implements Supplier<TrainedModel>, AutoCloseable {
  private final Supplier<TrainedModel> snapshot;
  private @Nullable TrainedModel taken;
  private boolean over;

  EpochModel(Supplier<TrainedModel> snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public synchronized TrainedModel get() {
    if (taken == null) {
      if (over) {
        throw new IllegalStateException(
            "the model of an epoch must be taken while its event is handled, since training goes on"
                + " afterwards");
      }
      taken = snapshot.get();
    }
    return taken;
  }

  @Override
  public synchronized void close() {
    over = true;
  }
}
