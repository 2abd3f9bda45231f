package io.kindling.submit.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.kindling.driver.model.OutputFiles;
import io.kindling.kernels.spec.FirstLine;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.FileContent;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file of lines of JSON, an object each. The whole file is written again each time, since not
 * every file system can append. What is not a finite number is {@code null}, since JSON has no word
 * for it.
 */
final class HistoryFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(Double.class, new NumberOrNull()));

  private final Path path;
  private final Configuration hadoop;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  HistoryFile(Path path, Configuration hadoop) {
    this.path = path;
    this.hadoop = hadoop;
  }

  Path path() {
    return path;
  }

  /**
   * Goes on behind the lines of the first epochs.
   *
   * @param epochs how many
   * @param events takes what happened, by the lines that are not there any more when the file is
   *     written
   * @param damage takes a line of text for each that is damaged, and left out
   * @throws InvalidInputException when the file cannot be read
   */
  void takeUp(int epochs, Consumer<Object> events, Consumer<String> damage) {
    try (FileSystem system = OutputFiles.open(path, hadoop)) {
      if (system.getFileStatus(path).isDirectory()) {
        throw InvalidInputException.at(path.toString(), "a folder", "a history");
      }
      try (InputStream before = system.open(path)) {
        lines.writeBytes(EarlierHistory.read(path.toString(), before, epochs, events, damage));
      }
    } catch (FileNotFoundException e) {
      if (epochs > 0) {
        damage.accept("%s is not there: the history begins anew".formatted(path));
      }
    } catch (IOException e) {
      throw InvalidInputException.at(
          path.toString(), FirstLine.of(e), "a history that can be read");
    }
  }

  /** Adds a line, which is there when the file is written. */
  void add(Map<String, Object> line) throws IOException {
    lines.writeBytes(bytes(line));
  }

  /** Writes all lines. */
  void write() throws IOException {
    write(lines::writeTo);
  }

  /** Writes all lines and one behind them, which is not there any more the next time. */
  void writeWith(Map<String, Object> last) throws IOException {
    byte[] behind = bytes(last);
    write(
        out -> {
          lines.writeTo(out);
          out.write(behind);
        });
  }

  private static byte[] bytes(Map<String, Object> line) throws IOException {
    return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void write(FileContent content) throws IOException {
    try (FileSystem system = OutputFiles.open(path, hadoop)) {
      OutputFiles.replace(system, path, content);
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
