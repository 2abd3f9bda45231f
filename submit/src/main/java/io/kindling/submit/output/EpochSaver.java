package io.kindling.submit.output;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;

/**
 * Saves the model and then the history after every epoch, so that a failure costs an epoch at most,
 * and knows of which epoch the last model is.
 */
public final class EpochSaver implements TrainingListener {
  /** What is left of a training that ends before its first epoch has. */
  public static final String NO_MODEL = "no epoch had ended, so there is no new model";

  private final RunFolder folder;
  private final HistoryWriter history;
  private boolean ended;
  private int savedEpoch;

  /** Saves into {@code folder}. */
  public EpochSaver(RunFolder folder) {
    this.folder = folder;
    this.history = new HistoryWriter(folder);
  }

  @Override
  public synchronized void on(TrainingEvent event) {
    if (ended) {
      return;
    }
    if (event instanceof TrainingEvent.EpochCompleted epoch) {
      save(epoch);
      savedEpoch = epoch.epoch();
    }
    history.on(event);
  }

  private void save(TrainingEvent.EpochCompleted epoch) {
    try {
      ModelFiles.save(epoch.model().get(), folder.hadoop(), folder.model());
    } catch (IOException e) {
      throw new WriteException(UserPath.of(folder.model()), e);
    }
  }

  /** Waits until what is being saved is whole, and saves nothing more. */
  public synchronized void end() {
    ended = true;
  }

  /** Where the last whole model is, and of which epoch. */
  public synchronized String lastModel() {
    return savedEpoch > 0
        ? "the model of epoch %s is in %s".formatted(savedEpoch, folder.model())
        : NO_MODEL;
  }
}
