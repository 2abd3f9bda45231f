package io.kindling.submit.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.Setback;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code history.jsonl}, a line of JSON for each epoch. The whole file is written again each
 * time, since not every file system can append. What is not a finite number is {@code null}, since
 * JSON has no word for it.
 */
public final class HistoryWriter implements TrainingListener {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(Double.class, new NumberOrNull()));

  private static final Logger log = LoggerFactory.getLogger(HistoryWriter.class);

  private final RunFolder folder;
  private SyncPolicy sync = new EveryStep();
  private final Deque<Map<String, Object>> incidents = new ArrayDeque<>(); // of this epoch
  private final StringBuilder lines = new StringBuilder();

  /** Writes into {@code folder}. */
  public HistoryWriter(RunFolder folder) {
    this.folder = folder;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      sync = started.sync();
      started.resumed().ifPresent(resumed -> takeUp(resumed.position().epochs()));
    } else if (event instanceof TrainingEvent.Noted noted) {
      incidents.add(noted.incident().write());
      if (incidents.size() > Incident.MOST_KEPT) {
        incidents.remove();
      }
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      try {
        lines.append(JSON.writeValueAsString(line(epoch))).append('\n');
        write();
      } catch (IOException e) {
        throw new WriteException(folder.history(), e);
      }
    }
  }

  /** Goes on behind the lines of the first epochs; those of later ones are written again. */
  private void takeUp(int epochs) {
    try (FileSystem system = OutputFiles.open(folder.history(), folder.hadoop());
        BufferedReader before =
            new BufferedReader(
                new InputStreamReader(system.open(folder.history()), StandardCharsets.UTF_8))) {
      before.lines().limit(epochs).forEach(line -> lines.append(line).append('\n'));
    } catch (FileNotFoundException e) {
      log.warn("{} is not there: the history begins anew", folder.history());
    } catch (IOException | UncheckedIOException e) {
      throw InvalidInputException.at(
          folder.history().toString(), e.toString(), "a history that can be read");
    }
  }

  private Map<String, Object> line(TrainingEvent.EpochCompleted epoch) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("epoch", epoch.epoch());
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
      line.put("events", List.copyOf(incidents));
      incidents.clear();
    }
    line.put("seconds", epoch.seconds());
    line.put("samples_per_second", epoch.samplesPerSecond());
    return line;
  }

  private void write() throws IOException {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    try (FileSystem system = OutputFiles.open(folder.history(), folder.hadoop())) {
      OutputFiles.replace(system, folder.history(), out -> out.write(bytes));
    }
  }

  private static final class NumberOrNull extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    NumberOrNull() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
