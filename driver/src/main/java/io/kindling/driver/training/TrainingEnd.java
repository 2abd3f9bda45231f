package io.kindling.driver.training;

/** Why the training of a model ended. */
public enum TrainingEnd {
  /** It took all its steps. */
  FINISHED,
  /** It belonged to the worse half of those compared. */
  DROPPED,
  /** Its validation no longer became better. */
  STOPPED,
  /** The budget of the run was spent. */
  SPENT,
  /** Its loss, its parameters or its validation were no longer finite. */
  DIVERGED
}
