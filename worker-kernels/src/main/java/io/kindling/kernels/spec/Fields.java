package io.kindling.kernels.spec;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entries of a mapping while it is read. Every key asked for counts as valid; {@link #done()}
 * rejects the rest, naming the nearest valid key.
 */
public final class Fields {
  private final Setting mapping;
  private final Map<String, Setting> entries;
  private final Set<String> asked = new LinkedHashSet<>();

  Fields(Setting mapping, Map<String, Setting> entries) {
    this.mapping = mapping;
    this.entries = entries;
  }

  /** The place of the mapping itself. */
  public String place() {
    return mapping.place();
  }

  /** The setting under {@code key}, which must be there. */
  public Setting required(String key) {
    return optional(key)
        .orElseThrow(
            () -> {
              String found =
                  entries.keySet().stream()
                      .filter(k -> !asked.contains(k) && Suggestion.isNear(k, key))
                      .findFirst()
                      .map(k -> "'" + Names.shortened(k) + "'")
                      .orElse("no '" + key + "'");
              return InvalidInputException.at(mapping.place(), found, "'" + key + "'");
            });
  }

  /** The setting under {@code key}, if it is there. */
  public Optional<Setting> optional(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key));
  }

  /** Ends reading: a key that was not asked for is an error. */
  public void done() {
    unknown()
        .ifPresent(
            key -> {
              throw InvalidInputException.at(
                  place(key),
                  "unknown key '" + Names.shortened(key) + "'",
                  Suggestion.expectedInsteadOf(key, asked));
            });
  }

  private String place(String key) {
    Setting setting = entries.get(key);
    return setting == null ? mapping.place() : setting.place();
  }

  private Optional<String> unknown() {
    return entries.keySet().stream().filter(key -> !asked.contains(key)).findFirst();
  }
}
