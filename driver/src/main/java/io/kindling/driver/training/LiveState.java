package io.kindling.driver.training;

import java.util.function.Supplier;

/** The state of a training while an event is handled; afterwards it goes on changing. */
final class LiveState implements Supplier<TrainingState>, AutoCloseable {
  private final Supplier<TrainingState> state;
  private volatile boolean over;

  LiveState(Supplier<TrainingState> state) {
    this.state = state;
  }

  @Override
  public TrainingState get() {
    if (over) {
      throw new IllegalStateException(
          "the state of a training must be taken while its event is handled, since training goes on"
              + " afterwards");
    }
    return state.get();
  }

  @Override
  public void close() {
    over = true;
  }
}
