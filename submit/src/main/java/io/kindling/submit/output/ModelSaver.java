package io.kindling.submit.output;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Saves the model after every epoch, so that a failure costs an epoch at most. */
public final class ModelSaver implements TrainingListener {
  private final RunFolder folder;

  /** Saves into {@code folder}. */
  public ModelSaver(RunFolder folder) {
    this.folder = folder;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.EpochCompleted epoch) {
      try {
        ModelFiles.save(epoch.model().get(), folder.hadoop(), folder.model());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
