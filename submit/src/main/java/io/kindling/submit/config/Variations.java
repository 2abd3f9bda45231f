package io.kindling.submit.config;

import io.kindling.driver.yaml.YamlText;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Config files that differ in some settings: every combination of the values these take. */
public final class Variations {
  private Variations() {}

  /**
   * A variation.
   *
   * @param name its values
   * @param config the whole
   */
  public record Variation(String name, RunConfig config) {}

  /** Some settings by their key paths, and how a person calls them. */
  private record Choice(String name, Map<String, Setting> settings) {}

  /**
   * Reads a config file once for each combination.
   *
   * @param overrides settings that replace those of the file in all of them
   * @param vary {@code key.path=value,value…}
   * @throws InvalidInputException when one of them is wrong
   */
  public static List<Variation> read(
      ConfigFile file, Map<String, String> overrides, List<String> vary) {
    List<Choice> choices = List.of(new Choice("", Map.of()));
    for (String varied : vary) {
      choices = combine(choices, varied);
    }
    ConfigSource source = ConfigSource.read(file, overrides);
    return choices.stream()
        .map(choice -> new Variation(choice.name(), RunConfig.read(source, choice.settings())))
        .toList();
  }

  private static List<Choice> combine(List<Choice> choices, String varied) {
    int equals = varied.indexOf('=');
    if (equals < 1) {
      throw InvalidInputException.at("--vary", "'" + varied + "'", "KEY.PATH=VALUE,VALUE…");
    }
    String key = varied.substring(0, equals);
    String place = "--vary " + key;
    String values = varied.substring(equals + 1);
    List<Setting> settings = YamlText.readValue(place, "[" + values + "]").elements();
    if (settings.isEmpty()) {
      throw InvalidInputException.at(place, "no value", "values with commas between them");
    }
    List<Choice> combined = new ArrayList<>();
    for (Choice choice : choices) {
      for (Setting setting : settings) {
        Map<String, Setting> all = new LinkedHashMap<>(choice.settings());
        all.put(key, setting);
        String separator = choice.name().isEmpty() ? "" : ", ";
        combined.add(new Choice(choice.name() + separator + setting.inline(), all));
      }
    }
    return combined;
  }
}
