package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What objects of each name hold in documents of one kind, so that a change can put something in a
 * place that belongs there: a reader goes on into it.
 */
final class JsonParts {
  /** Of no document. */
  static final JsonParts NONE = new JsonParts();

  private final Map<String, List<Entry>> byName = new LinkedHashMap<>();

  private JsonParts() {}

  /** An entry of an object. */
  record Entry(String key, JsonNode value) {}

  /** Of these documents; what stands in a list goes by the list's name. */
  static JsonParts of(List<JsonNode> documents) {
    JsonParts parts = new JsonParts();
    documents.forEach(document -> parts.collect("", document));
    return parts;
  }

  private void collect(String name, JsonNode node) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry -> {
                byName
                    .computeIfAbsent(name, key -> new ArrayList<>())
                    .add(new Entry(entry.getKey(), entry.getValue()));
                collect(entry.getKey(), entry.getValue());
              });
    } else {
      node.forEach(element -> collect(name, element));
    }
  }

  /** An entry that an object of this name may have, where there is one. */
  Optional<Entry> any(String name, Mutator mutator) {
    return Optional.ofNullable(byName.get(name)).map(mutator::oneOf);
  }

  /** A value that stands elsewhere in the place of an object's key, where there is one. */
  Optional<JsonNode> value(String name, String key, Mutator mutator) {
    List<JsonNode> values =
        byName.getOrDefault(name, List.of()).stream()
            .filter(entry -> entry.key().equals(key))
            .map(Entry::value)
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(mutator.oneOf(values));
  }
}
