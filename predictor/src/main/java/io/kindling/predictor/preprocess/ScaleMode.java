package io.kindling.predictor.preprocess;

import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How features are scaled before they enter the network, and the labels of a regression. */
public enum ScaleMode {
  /** As they are. */
  NONE,
  /** Bytes to [0, 1]: x / 255. */
  UNIT,
  /** Mean 0: x − mean. */
  CENTER,
  /**
   * Mean 0 and standard deviation 1 (with N − 1): (x − mean) / sd. A constant feature becomes 0.
   */
  STANDARDIZE,
  /** To [0, 1]: (x − min) / (max − min). A constant feature becomes 0. */
  MIN_MAX,
  /** Standard deviation 1 (with N − 1), zeros stay: x / sd. A constant feature stays as it is. */
  UNIT_VARIANCE,
  /** To [−1, 1], zeros stay: x / max |x|. A feature of zeros stays as it is. */
  MAX_ABS;

  /** Whether it takes something off each feature, so that where 0 lies does not matter. */
  public boolean centers() {
    return this == CENTER || this == STANDARDIZE || this == MIN_MAX;
  }

  /** Whether labels may be scaled so: they are never bytes, and their zeros need not stay. */
  public boolean suitsLabels() {
    return this == NONE || centers();
  }

  /** Reads a mode by its name in a config file. */
  public static ScaleMode read(Setting setting) {
    return read(setting, List.of(values()));
  }

  /** Reads a mode that labels may have by its name in a config file. */
  public static ScaleMode readForLabels(Setting setting) {
    return read(setting, Arrays.stream(values()).filter(ScaleMode::suitsLabels).toList());
  }

  private static ScaleMode read(Setting setting, List<ScaleMode> modes) {
    List<String> names = modes.stream().map(ScaleMode::configName).toList();
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
