package io.kindling.submit.config;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All by which a training was declared, as it was written: the text of a config file, and what
 * replaces its settings. A model's manifest keeps it, so that the training can be repeated when the
 * file is another or gone.
 *
 * @param name what errors call the text
 * @param file where it was; paths are relative to it
 * @param text of the file
 * @param overrides settings that replace those of the file: {@code key.path} → value in YAML
 */
public record ConfigSource(
    String name, ConfigFile file, String text, Map<String, String> overrides) {
  /** The entry that names the file. */
  public static final String FILE = "file";

  private static final String SET = "set";
  private static final String TEXT = "text";
  private static final String LINE_BREAK = "\r\n|\n|\r"; // those of YAML, and no others

  /** Copies. */
  public ConfigSource {
    overrides = new LinkedHashMap<>(overrides);
  }

  /**
   * Reads a config file.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when it is not there, or no text
   */
  public static ConfigSource read(ConfigFile file, Map<String, String> overrides) {
    return new ConfigSource(file.toString(), file, file.text(), overrides);
  }

  /** Reads what {@link #write} gave. */
  public static ConfigSource read(Setting recorded) {
    Fields fields = recorded.fields();
    ConfigFile file = ConfigFile.of(fields.required(FILE).text());
    Map<String, String> overrides = new LinkedHashMap<>();
    fields
        .optional(SET)
        .ifPresent(
            set -> set.entriesByName().forEach((key, value) -> overrides.put(key, value.text())));
    String text = String.join("\n", fields.required(TEXT).texts());
    return new ConfigSource(recorded.place(), file, text, overrides);
  }

  /** The same with more replacements, which come after those that are there. */
  public ConfigSource with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    more.forEach(
        (key, value) -> {
          all.remove(key); // to the end
          all.put(key, value);
        });
    return new ConfigSource(name, file, text, all);
  }

  /** Plain values, with a line of the text each, for people to read. */
  public Map<String, Object> write() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(FILE, file.location());
    if (!overrides.isEmpty()) {
      values.put(SET, overrides);
    }
    values.put(TEXT, List.of(text.split(LINE_BREAK, -1)));
    return values;
  }
}
