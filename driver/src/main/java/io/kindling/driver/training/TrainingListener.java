package io.kindling.driver.training;

/** Hears what happens: progress bars, histories, savers. Called on the training's thread. */
@FunctionalInterface
public interface TrainingListener {
  /** Something happened. An exception from here ends the training. */
  void on(TrainingEvent event);
}
