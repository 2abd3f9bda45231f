package io.kindling.submit.output;

import io.kindling.driver.model.WriteException;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.Setback;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code history.jsonl}, a line of JSON for each epoch. What goes wrong in an epoch stands
 * in a last line, of its number and events alone, until the epoch is over: a training that is
 * killed and goes on still tells of it.
 */
public final class HistoryWriter implements TrainingListener {
  /** The number of the epoch that a line is of. */
  static final String EPOCH = "epoch";

  /** What happened in it. */
  static final String EVENTS = "events";

  private static final Logger log = LoggerFactory.getLogger(HistoryWriter.class);

  private final HistoryFile file;
  private final Consumer<String> warnings;
  private SyncPolicy sync = new EveryStep();
  private int ended; // the last epoch that is over
  private final Deque<Object> incidents = new ArrayDeque<>(); // since then

  /**
   * Writes into {@code folder}.
   *
   * @param warnings takes a line for each of an earlier history that is damaged
   */
  public HistoryWriter(RunFolder folder, Consumer<String> warnings) {
    this.warnings = warnings;
    this.file = new HistoryFile(folder.history(), folder.hadoop());
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      sync = started.sync();
      started.resumed().ifPresent(resumed -> takeUp(resumed.position().epochs()));
    } else if (event instanceof TrainingEvent.Noted noted) {
      note(noted.incident());
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      try {
        file.add(line(epoch));
        file.write();
      } catch (IOException e) {
        throw new WriteException(file.path(), e);
      }
    }
  }

  /** Lines of later epochs are written again, with what happened in these before, too. */
  private void takeUp(int epochs) {
    ended = epochs;
    file.takeUp(epochs, this::keep, warnings);
  }

  private void keep(Object incident) {
    incidents.add(incident);
    if (incidents.size() > Incident.MOST_KEPT) {
      incidents.remove();
    }
  }

  private void note(Incident incident) {
    keep(incident.write());
    if (incident.kind() == Incident.Kind.CHECKPOINT) {
      return; // which tells of itself
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(EPOCH, ended + 1);
    line.put(EVENTS, List.copyOf(incidents));
    try {
      file.writeWith(line);
    } catch (IOException | WriteException e) { // it is written once more with the epoch's line
      log.warn("{}: what went wrong could not be written yet: {}", file.path(), e.getMessage());
    }
  }

  private Map<String, Object> line(TrainingEvent.EpochCompleted epoch) {
    ended = epoch.epoch();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(EPOCH, epoch.epoch());
    line.put("step", epoch.step());
    line.put("train_loss", epoch.trainLoss());
    epoch.validation().ifPresent(values -> line.put("validation", values));
    line.put("learning_rate", epoch.learningRate());
    if (!(sync instanceof EveryStep)) {
      line.put("sync", SyncPolicy.CATALOGUE.write(sync));
    }
    if (!epoch.setbacks().isEmpty()) {
      line.put("setbacks", epoch.setbacks().stream().map(Setback::write).toList());
    }
    if (!incidents.isEmpty()) {
      line.put(EVENTS, List.copyOf(incidents));
      incidents.clear();
    }
    line.put("seconds", epoch.seconds());
    line.put("samples_per_second", epoch.samplesPerSecond());
    return line;
  }
}
