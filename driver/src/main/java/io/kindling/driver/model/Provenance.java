package io.kindling.driver.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model came about, for its manifest: plain values that a person reads, and that training it
 * again would need.
 *
 * @param values names and plain values
 */
public record Provenance(Map<String, Object> values) {
  /** Copies. */
  public Provenance {
    values = new LinkedHashMap<>(values);
  }
}
