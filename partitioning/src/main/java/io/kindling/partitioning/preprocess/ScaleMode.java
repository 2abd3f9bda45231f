package io.kindling.partitioning.preprocess;

import java.util.Locale;

/** How features are scaled before they enter the network. */
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
  STANDARDIZE;

  /** The name in a config file. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
