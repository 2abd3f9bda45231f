package io.kindling.partitioning.column;

import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Suggestion;
import java.util.List;
import java.util.Locale;

/** What becomes of numbers that are missing: empty in a file, NaN in memory. */
public enum MissingMode {
  /** They are an error. */
  ERROR,
  /** The mean of those that are there, over the rows to train on. */
  MEAN;

  /** Reads a mode by its name in a config file. */
  public static MissingMode read(Setting setting) {
    List<MissingMode> modes = List.of(values());
    List<String> names = modes.stream().map(MissingMode::configName).toList();
    return modes.stream()
        .filter(mode -> mode.configName().equals(setting.text()))
        .findFirst()
        .orElseThrow(() -> setting.wrong(Suggestion.expectedInsteadOf(setting.text(), names)));
  }

  /** The name in a config file. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
