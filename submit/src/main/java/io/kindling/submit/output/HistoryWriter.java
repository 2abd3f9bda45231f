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
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;

/**
 * Writes {@code history.jsonl}, a line of JSON for each epoch. The whole file is written again each
 * time, since not every file system can append. What is not a finite number is {@code null}, since
 * JSON has no word for it.
 */
public final class HistoryWriter implements TrainingListener {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(Double.class, new NumberOrNull()));

  private final RunFolder folder;
  private SyncPolicy sync = new EveryStep();
  private final StringBuilder lines = new StringBuilder();

  /** Writes into {@code folder}. */
  public HistoryWriter(RunFolder folder) {
    this.folder = folder;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      sync = started.sync();
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      try {
        lines.append(JSON.writeValueAsString(line(epoch))).append('\n');
        write();
      } catch (IOException e) {
        throw new WriteException(folder.history(), e);
      }
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
