package io.kindling.submit.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.kindling.driver.model.OutputFiles;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines of JSON, an object each. The whole file is written again each time, since not
 * every file system can append. What is not a finite number is {@code null}, since JSON has no word
 * for it.
 */
final class HistoryFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(Double.class, new NumberOrNull()));
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final Logger log = LoggerFactory.getLogger(HistoryFile.class);

  private final Path path;
  private final Configuration hadoop;
  private final StringBuilder lines = new StringBuilder();

  HistoryFile(Path path, Configuration hadoop) {
    this.path = path;
    this.hadoop = hadoop;
  }

  Path path() {
    return path;
  }

  /**
   * Goes on behind the first lines of the file.
   *
   * @param kept how many
   * @return the lines behind them, which are not there any more when the file is written
   */
  List<Map<String, Object>> takeUp(int kept) {
    List<String> all;
    try (FileSystem system = OutputFiles.open(path, hadoop);
        BufferedReader before =
            new BufferedReader(new InputStreamReader(system.open(path), StandardCharsets.UTF_8))) {
      all = before.lines().toList();
    } catch (FileNotFoundException e) {
      log.warn("{} is not there: the history begins anew", path);
      return List.of();
    } catch (IOException | UncheckedIOException e) {
      throw InvalidInputException.at(path.toString(), e.toString(), "a history that can be read");
    }
    List<Map<String, Object>> behind = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i < kept) {
        lines.append(all.get(i)).append('\n');
      } else {
        behind.add(object(all.get(i), i + 1));
      }
    }
    return behind;
  }

  /** A line that is written again anyway keeps nobody from going on. */
  private Map<String, Object> object(String line, int number) {
    try {
      return JSON.readValue(line, OBJECT);
    } catch (JsonProcessingException e) {
      log.warn("{}, line {}: found no object of JSON, what it told is lost", path, number);
      return Map.of();
    }
  }

  /** Adds a line, which is there when the file is written. */
  void add(Map<String, Object> line) throws IOException {
    lines.append(text(line));
  }

  /** Writes all lines. */
  void write() throws IOException {
    write(lines.toString());
  }

  /** Writes all lines and one behind them, which is not there any more the next time. */
  void writeWith(Map<String, Object> last) throws IOException {
    write(lines + text(last));
  }

  private static String text(Map<String, Object> line) throws IOException {
    return JSON.writeValueAsString(line) + "\n";
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (FileSystem system = OutputFiles.open(path, hadoop)) {
      OutputFiles.replace(system, path, out -> out.write(bytes));
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
