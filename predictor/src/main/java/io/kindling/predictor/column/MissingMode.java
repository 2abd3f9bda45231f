package io.kindling.predictor.column;

import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Suggestion;
import java.util.List;
import java.util.Locale;

/** What becomes of numbers that are missing: empty in a file, NaN in memory. */
public enum MissingMode {
  /** They are an error. */
  ERROR,
  /** The mean of those that are there, over the rows to train on. */
  MEAN,
  /**
   * Their median, which a few extreme numbers do not move; of an even count, the middle two's mean.
   */
  MEDIAN,
  /** The number 0. */
  ZERO,
  /**
   * The mean, and an input more for each feature whose number any row to train on lacks: 1 where it
   * is missing, otherwise 0. These come behind all other inputs, in the order of the features.
   */
  INDICATOR;

  /** Whether numbers may be missing: something stands for them. */
  public boolean fills() {
    return this != ERROR;
  }

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
