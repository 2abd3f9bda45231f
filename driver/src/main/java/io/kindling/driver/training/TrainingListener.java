package io.kindling.driver.training;

import java.util.List;

/**
 * Hears what happens: progress bars, histories, savers. Called on the training's thread, which
 * waits for it; a {@link BackgroundListener} hears it on a thread of its own. {@link
 * TrainingHandler} has a method for each event.
 */
@FunctionalInterface
public interface TrainingListener {
  /** Something happened. An exception from here ends the training. */
  void on(TrainingEvent event);

  /**
   * Whether it looks at {@link TrainingEvent.Started#data} and {@link
   * TrainingEvent.EpochCompleted#details}, which are computed where a listener does. Models and
   * figures are the same with them, to the bit.
   */
  default boolean wantsDetails() {
    return false;
  }

  /**
   * What happened here since this was asked last that all listeners are to hear of, such as a
   * checkpoint. Asked on the training's thread before each event but the first.
   */
  default List<Incident> incidents() {
    return List.of();
  }
}
