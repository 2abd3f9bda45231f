package io.kindling.submit.output;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Saves the model, that of the last epoch where it is another, and then the history after every
 * epoch, so that a failure costs an epoch at most; and knows of which epoch the last model is.
 */
public final class EpochSaver implements TrainingListener {
  /** What is left of a training that ends before its first epoch has. */
  public static final String NO_MODEL = "no epoch had ended, so there is no new model";

  private final RunFolder folder;
  private final HistoryWriter history;
  private boolean ended;
  private int savedEpoch;

  /**
   * Saves into {@code folder}.
   *
   * @param warnings takes a line for each of an earlier history that is damaged
   */
  public EpochSaver(RunFolder folder, Consumer<String> warnings) {
    this.folder = folder;
    this.history = new HistoryWriter(folder, warnings);
  }

  @Override
  public synchronized void on(TrainingEvent event) {
    if (ended) {
      return;
    }
    if (event instanceof TrainingEvent.Started started) {
      savedEpoch = started.resumed().map(resumed -> resumed.position().epochs()).orElse(0);
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      save(epoch);
      savedEpoch = epoch.epoch();
    }
    history.on(event);
  }

  private void save(TrainingEvent.EpochCompleted epoch) {
    save(epoch.model().get(), folder.model());
    if (epoch.last().isPresent()) {
      save(epoch.last().get().get(), folder.lastModel());
    } else {
      deleteLastModel();
    }
  }

  private void save(TrainedModel model, String place) {
    try {
      ModelFiles.save(model, folder.hadoop(), place);
    } catch (IOException e) {
      throw new WriteException(UserPath.of(place), e);
    }
  }

  /** It is the model itself now. */
  private void deleteLastModel() {
    Path place = UserPath.of(folder.lastModel());
    try (FileSystem system = OutputFiles.open(place, folder.hadoop())) {
      system.delete(place, true);
    } catch (IOException e) {
      throw new WriteException(place, e);
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
