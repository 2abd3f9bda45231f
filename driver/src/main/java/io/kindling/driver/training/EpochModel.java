package io.kindling.driver.training;

import io.kindling.predictor.model.TrainedModel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model at the end of an epoch, copied when it is first asked for, which must be while the
 * event is handled; whoever asked then may ask again.
 */
final class EpochModel implements Supplier<TrainedModel>, AutoCloseable {
  private final DuringEvent<TrainedModel> snapshot;
  private @Nullable TrainedModel taken;

  EpochModel(Supplier<TrainedModel> snapshot) {
    this.snapshot = new DuringEvent<>("the model of an epoch", snapshot);
  }

  @Override
  public synchronized TrainedModel get() {
    if (taken == null) {
      taken = snapshot.get();
    }
    return taken;
  }

  @Override
  public synchronized void close() {
    snapshot.close();
  }
}
