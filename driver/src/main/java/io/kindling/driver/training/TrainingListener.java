package io.kindling.driver.training;

import io.kindling.driver.insight.Detail;
import java.util.List;
import java.util.Set;

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
   * What it looks at of {@link TrainingEvent.Started#data} and {@link
   * TrainingEvent.EpochCompleted#details}, which is computed where a listener does. Models and
   * figures are the same with it, to the bit.
   */
  default Set<Detail> details() {
    return Set.of();
  }

  /**
   * Which of its {@linkplain #details details} it looks at where the epoch that is about to end
   * does: all of them, unless it says otherwise. Asked on the training's thread before the last
   * step of each epoch but the last, of which it gets all. {@link Detail#ERRORS} of the epoch whose
   * model is kept in the end come with {@link TrainingEvent.Finished} where they did not before.
   */
  default Set<Detail> detailsOfEpoch() {
    return details();
  }

  /**
   * What happened here since this was asked last that all listeners are to hear of, such as a
   * checkpoint. Asked on the training's thread before each event but the first.
   */
  default List<Incident> incidents() {
    return List.of();
  }
}
