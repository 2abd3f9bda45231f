package io.kindling.predictor.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model came about, for its manifest: plain values that a person reads, and that training it
 * again would need.
 *
 * @param values names and plain values: texts, numbers, truth values, null, and lists and maps of
 *     these, by name; none of them can be changed
 */
public record Provenance(Map<String, Object> values) implements Serializable {
  /**
   * Copies, all the way down.
   *
   * @throws IllegalArgumentException when a value is not plain
   */
  public Provenance {
    values = copyMap(values);
  }

  /** The same with one more value, or another one of that name. */
  public Provenance with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Provenance(more);
  }

  /** The same with more values. */
  public Provenance withAll(Map<String, Object> others) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.putAll(others);
    return new Provenance(more);
  }

  private static Map<String, Object> copyMap(Map<?, ?> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> put(copy, String.valueOf(name), copy(value)));
    return Collections.unmodifiableMap(copy);
  }

  @SuppressWarnings("NullAway") // JSON's null is a value
  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    map.put(name, value);
  }

  private static @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return copyMap(map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(copy(element)));
      return Collections.unmodifiableList(copy);
    }
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    throw new IllegalArgumentException(
        "Provenance takes texts, numbers, truth values, lists and maps, got " + value.getClass());
  }
}
